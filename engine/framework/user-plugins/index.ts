/** Plugins that users write. */
export { pointsOf, type UserPlugin, userPlugin } from './user-plugin.js';
export type { QuietStatus, UserPreBind, UserPreFilter, UserReserve, UserScore, UserSteps } from './user-steps.js';
export { refuseTwins, watchedPlugin } from './watched-plugin.js';
