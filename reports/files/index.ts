/** Folders of results. */
export { checkFolder, type ResultFile, writeFolder } from './result-folder.js';
export { runAbout, runFiles } from './run-files.js';
