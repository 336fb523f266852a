/** Rules for paths of files in volumes. Upstream: pkg/apis/core/validation/validation.go, v1.36. */
import { type FieldError, invalid } from '../../field-error.js';

/** No step back. */
export function backstepErrors(text: string, path: string): FieldError[] {
  return text.split('/').includes('..') ? [invalid(path, text, "must not contain '..'")] : [];
}

/** Relative, without a step back. */
export function descendingPathErrors(text: string, path: string): FieldError[] {
  return [
    ...(text.startsWith('/') ? [invalid(path, text, 'must be a relative path')] : []),
    ...backstepErrors(text, path),
  ];
}

/** As above, and none of the names that the kubelet keeps for itself. */
export function filePathErrors(text: string, path: string): FieldError[] {
  const reserved = text.startsWith('..') && !text.startsWith('../');
  return [...descendingPathErrors(text, path), ...(reserved ? [invalid(path, text, "must not start with '..'")] : [])];
}

/** Whether a path leads to the root once its dots are taken out. */
export function isRoot(text: string): boolean {
  if (!text.startsWith('/')) return false;
  const kept: string[] = [];
  for (const part of text.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  return kept.length === 0;
}
