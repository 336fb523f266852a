/** What others need of a run's making: its choice of executor. */
export { chooseExecutor } from './choose-executor.js';
