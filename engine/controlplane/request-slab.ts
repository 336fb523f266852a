/** Requests under way as columns; a row is reused once its request is answered. */
export class RequestSlab {
  readonly operation: number[] = [];
  readonly a: number[] = [];
  readonly b: number[] = [];
  readonly nth: number[] = [];
  readonly processedUs: number[] = [];
  /** How long each part of the request's service takes. */
  readonly partsUs: number[][] = [];
  private readonly free: number[] = [];

  add(operation: number, a: number, b: number, nth: number): number {
    const row = this.free.pop() ?? this.operation.length;
    this.operation[row] = operation;
    this.a[row] = a;
    this.b[row] = b;
    this.nth[row] = nth;
    this.processedUs[row] = 0;
    this.partsUs[row] ??= [0, 0, 0, 0];
    return row;
  }

  remove(row: number): void {
    this.free.push(row);
  }
}
