/** Validation of the signal that stops a container. Upstream: validateStopSignal in pkg/apis/core/validation/validation.go, v1.36. */
import { type FieldError, forbidden, notSupported } from '../field-error.js';
import { words } from '../shape/shape.js';

const named =
  words(`SIGABRT SIGALRM SIGBUS SIGCHLD SIGCLD SIGCONT SIGFPE SIGHUP SIGILL SIGINT SIGIO SIGIOT SIGKILL SIGPIPE SIGPOLL
  SIGPROF SIGPWR SIGQUIT SIGSEGV SIGSTKFLT SIGSTOP SIGSYS SIGTERM SIGTRAP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGUSR1 SIGUSR2 SIGVTALRM
  SIGWINCH SIGXCPU SIGXFSZ SIGRTMIN SIGRTMAX`);
const realTime = [...numbered('SIGRTMIN+', 15), ...numbered('SIGRTMAX-', 14)];

const signals: ReadonlyMap<string, readonly string[]> = new Map([
  ['linux', [...named, ...realTime].sort()],
  ['windows', ['SIGKILL', 'SIGTERM']],
]);

function numbered(start: string, last: number): string[] {
  return Array.from({ length: last }, (_, i) => `${start}${i + 1}`);
}

/** Each system has signals of its own, so the pod has to say which it runs on. */
export function stopSignalErrors(signal: string, os: string | undefined, path: string): FieldError[] {
  if (os === undefined) return [forbidden(path, 'may not be set for containers with empty `spec.os.name`')];
  const supported = signals.get(os);
  return supported && !supported.includes(signal) ? [notSupported(path, signal, supported)] : [];
}
