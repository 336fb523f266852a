/** Component model constants and their overrides. */
export { choice, durationUs, figure, type Label, type Model, type Prior, type Values } from './prior.js';
export { checkOverrides, resolveModel } from './resolve.js';
