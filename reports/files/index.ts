/** Folders of results. */
export { prepareFolder, type ResultFile, writeFolder } from './result-folder.js';
export { runAbout, runFiles } from './run-files.js';
