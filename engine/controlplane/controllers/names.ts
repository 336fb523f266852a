/** Names that controllers make up: hashes in Kubernetes' safe alphabet. Upstream: apimachinery/pkg/util/rand and pkg/controller/controller_utils.go, v1.36. */
import { hashString } from '../../kernel/index.js';

/** Consonants and digits that form no words. */
const safeAlphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
/** Upstream's generated names are cut so that a name with its suffix stays a DNS label. */
const longestPrefix = 63 - suffixLength;

/** Hash of a text as upstream writes a template's: 32 bits in decimal, each digit replaced by a safe character. */
export function safeHash(text: string): string {
  const digits = String(hashString(text) % 2 ** 32);
  return [...digits].map((digit) => safeAlphabet[digit.charCodeAt(0) % safeAlphabet.length]).join('');
}

/** As many suffixes as five characters of the alphabet make. */
const suffixes = 27 ** 5;

/**
 * "web-5d9c" and an ordinal → "web-5d9c-x7k2p"; equal arguments, equal name. Suffix number ordinal·a + b mod 27⁵ with a
 * no multiple of 3: ordinals of one owner never meet, so that no pod has to be made twice.
 */
export function generatedName(owner: string, ordinal: number): string {
  const hash = hashString(owner);
  const step = 3 * (hash % Math.floor(suffixes / 3)) + 1;
  let rest = (ordinal * step + (hash % suffixes)) % suffixes;
  let suffix = '';
  for (let i = 0; i < suffixLength; i++) {
    suffix += safeAlphabet[rest % safeAlphabet.length];
    rest = Math.floor(rest / safeAlphabet.length);
  }
  return `${owner}-`.slice(0, longestPrefix) + suffix;
}
