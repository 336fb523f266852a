/** IP addresses and networks as the API server reads them: leniently, and then with what strictness forbids. Upstream: utils/internal/third_party/forked/golang/net and apimachinery/pkg/util/validation/ip.go, v1.36. */

/** An address read leniently. */
interface IpAddress {
  /** 4 or 16 bytes. */
  readonly bytes: readonly number[];
  /** Digits that no strict reader takes: zeros in front, or more than four hexadecimal ones. */
  readonly loose: boolean;
}

/** A network read leniently. */
interface Cidr extends IpAddress {
  readonly prefixBits: number;
}

const unreadable = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const unreadableCidr = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

/** What keeps the text from being an address. */
export function ipProblems(text: string): string[] {
  const address = parseIp(text);
  if (address === null) return [unreadable];
  if (address.loose) return ['must not have leading 0s'];
  return isMapped(address) ? ['must not be an IPv4-mapped IPv6 address'] : [];
}

/** What keeps the text from being a network. */
export function cidrProblems(text: string): string[] {
  const cidr = parseCidr(text);
  if (cidr === null) return [unreadableCidr];
  if (cidr.loose) return ['must not have leading 0s in IP or prefix length'];
  if (isMapped(cidr)) return ['must not have an IPv4-mapped IPv6 address'];
  return hasHostBits(cidr) ? ['must not have bits set beyond the prefix length'] : [];
}

/** 4 or 6; null for what is no address. */
export function ipFamily(text: string): 4 | 6 | null {
  return familyOf(parseIp(text));
}

/** 4 or 6; null for what is no network. */
export function cidrFamily(text: string): 4 | 6 | null {
  return familyOf(parseCidr(text));
}

function familyOf(address: IpAddress | null): 4 | 6 | null {
  if (address === null) return null;
  return address.bytes.length === 4 || isMapped(address) ? 4 : 6;
}

/** What keeps an address from being one that others can reach. */
export function specialIpProblems(text: string): string[] {
  const address = parseIp(text);
  if (address === null) return [];
  const bytes = isMapped(address) ? address.bytes.slice(12) : address.bytes;
  const [first = 0, second = 0] = bytes;
  const isV4 = bytes.length === 4;
  const alone = (last: number) => bytes.every((byte, i) => byte === (i === bytes.length - 1 ? last : 0));
  const problems: string[] = [];
  if (alone(0)) problems.push(`may not be unspecified (${text})`);
  if (isV4 ? first === 127 : alone(1)) problems.push('may not be in the loopback range (127.0.0.0/8, ::1/128)');
  if (isV4 ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80) {
    problems.push('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  }
  if (isV4 ? first === 224 && second === 0 && bytes[2] === 0 : first === 0xff && (second & 0x0f) === 0x02) {
    problems.push('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
  }
  return problems;
}

function parseIp(text: string): IpAddress | null {
  const separator = /[.:]/.exec(text)?.[0];
  if (separator === undefined) return null;
  return separator === '.' ? parseIpv4(text) : parseIpv6(text);
}

function parseCidr(text: string): Cidr | null {
  const slash = text.indexOf('/');
  if (slash < 0) return null;
  const digits = text.slice(slash + 1);
  const address = parseIpv4(text.slice(0, slash)) ?? parseIpv6(text.slice(0, slash));
  if (address === null || !/^\d+$/.test(digits) || Number(digits) > 8 * address.bytes.length) return null;
  return { ...address, prefixBits: Number(digits), loose: address.loose || /^0\d/.test(digits) };
}

function parseIpv4(text: string): IpAddress | null {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^\d+$/.test(octet) && Number(octet) <= 255)) return null;
  return { bytes: octets.map(Number), loose: octets.some((octet) => /^0\d/.test(octet)) };
}

/** Groups of 16 bits, of which "::" leaves out one or more, and at the end perhaps an IPv4 address. */
function parseIpv6(text: string): IpAddress | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [before, after] = [parseGroups(halves[0]!, halves.length === 1), parseGroups(halves[1] ?? '', true)];
  if (before === null || after === null) return null;
  const missing = 16 - before.bytes.length - after.bytes.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return null;
  return {
    bytes: [...before.bytes, ...new Array<number>(missing).fill(0), ...after.bytes],
    loose: before.loose || after.loose,
  };
}

function parseGroups(text: string, atEnd: boolean): IpAddress | null {
  const groups = text === '' ? [] : text.split(':');
  const tail = atEnd && groups.at(-1)?.includes('.') ? parseIpv4(groups.pop()!) : { bytes: [], loose: false };
  if (tail === null || !groups.every((group) => /^[0-9a-fA-F]+$/.test(group) && Number.parseInt(group, 16) <= 0xffff)) {
    return null;
  }
  const numbers = groups.map((group) => Number.parseInt(group, 16));
  return {
    bytes: [...numbers.flatMap((number) => [number >> 8, number & 0xff]), ...tail.bytes],
    loose: tail.loose || groups.some((group) => group.length > 4),
  };
}

/** An IPv4 address written as an IPv6 one. */
function isMapped({ bytes }: IpAddress): boolean {
  return bytes.length === 16 && bytes.every((byte, i) => i >= 12 || byte === (i < 10 ? 0 : 0xff));
}

function hasHostBits({ bytes, prefixBits }: Cidr): boolean {
  return bytes.some((byte, i) => {
    const kept = Math.min(8, Math.max(0, prefixBits - 8 * i));
    return (byte & (0xff >> kept)) !== 0;
  });
}
