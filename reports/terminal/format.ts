/** Figures as people read them on a terminal. */

/** "850 µs", "12.4 ms", "3.21 s", "4m10s", "2h05m". "–" for a moment that never came. */
export function duration(us: number): string {
  if (us < 0) return '–';
  if (us < 999.5) return `${Math.round(us)} µs`;
  if (us < 999.5e3) return `${significant(us / 1000)} ms`;
  if (us < 59.95e6) return `${significant(us / 1e6)} s`;
  const seconds = Math.round(us / 1e6);
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m${two(seconds % 60)}s`;
  return `${Math.floor(seconds / 3600)}h${two(Math.floor((seconds % 3600) / 60))}m`;
}

/** Three significant figures, whole numbers from 100 on: 0.123, 1.23, 12.3, 1234. */
export function significant(value: number): string {
  if (value === 0) return '0';
  if (Math.abs(value) < 0.0005) return '<0.001';
  const rounded = Math.abs(value) < 100 ? Number(value.toPrecision(3)) : Math.round(value);
  const magnitude = Math.floor(Math.log10(Math.abs(rounded)));
  return rounded.toFixed(Math.min(3, Math.max(0, 2 - magnitude)));
}

/** 12,345 */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "1 pod", "3 pods". */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.0995 ? 1 : 0)} %`;
}

/** "64 GiB", "512 MiB". */
export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${Number(significant(size))} ${units[unit]}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
