/** Whole numbers, one a pod, in pieces: nothing is copied where they grow, and a piece of zeroes is not there. */

const pieceBits = 13;
const pieceRows = 1 << pieceBits;

/** The pieces, each of 8,192 rows; a hole is all zeroes. */
export type Pieces = readonly (Uint32Array | undefined)[];

/** The row's number; 0 where nothing was set. */
export function rowAt(pieces: Pieces, row: number): number {
  return pieces[row >> pieceBits]?.[row & (pieceRows - 1)] ?? 0;
}

/** Sets a row's number, 0 … 2³² − 1. */
export function setRow(pieces: (Uint32Array | undefined)[], row: number, value: number): void {
  const piece = pieces[row >> pieceBits];
  if (piece !== undefined) piece[row & (pieceRows - 1)] = value;
  else if (value !== 0) addPiece(pieces, row >> pieceBits)[row & (pieceRows - 1)] = value;
}

function addPiece(pieces: (Uint32Array | undefined)[], at: number): Uint32Array {
  while (pieces.length <= at) pieces.push(undefined);
  const piece = new Uint32Array(pieceRows);
  pieces[at] = piece;
  return piece;
}
