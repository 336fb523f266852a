/** Folders of results. */
export { checkFolder, type ResultFile, type StagedFolder, stageFolder, writeFolder } from './result-folder.js';
export { runAbout, runFiles } from './run-files.js';
export { checkSeedsFolder, openSeedsFolder, type SeedsFolder } from './seeds-folder.js';
