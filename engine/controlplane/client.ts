/** API clients: who calls the API server, through which token bucket. */
import { createTokenBucket, type TokenBucket } from '../kernel/index.js';

export interface ApiClient {
  readonly name: string;
  /** client-go's rate limiter; null: unlimited. */
  readonly bucket: TokenBucket | null;
}

/** A client with client-go's limiter; qps 0 or less: unlimited, as upstream. */
export function createClient(name: string, qps: number, burst: number): ApiClient {
  return { name, bucket: qps > 0 ? createTokenBucket(qps, burst) : null };
}
