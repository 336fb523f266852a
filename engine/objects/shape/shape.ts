/** How the shape of an object is written down: which fields there are, and of what type. */

/** A value's type; "any" is not looked at, "mapOfAny" not inside. */
export type Shape =
  | 'string'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'quantity'
  | 'countOrText'
  | 'any'
  | 'mapOfAny'
  | ListShape
  | MapShape
  | FieldsShape;

/** A list. */
export interface ListShape {
  readonly list: Shape;
}

/** A map of names to values. */
export interface MapShape {
  readonly map: Shape;
}

/** An object with known fields. */
export interface FieldsShape {
  readonly fields: Readonly<Record<string, Shape>>;
}

/** A list of values of one shape. */
export function listOf(shape: Shape): ListShape {
  return { list: shape };
}

/** A map of names to values of one shape. */
export function mapOf(shape: Shape): MapShape {
  return { map: shape };
}

/** An object with these fields; `unread` are those the API has and the simulator does not look at. */
export function fieldsOf(fields: Readonly<Record<string, Shape>>, unread = ''): FieldsShape {
  return { fields: { ...each('any', unread), ...fields } };
}

/** Fields of the same type, given by their names. */
export function each(type: Shape, names: string | readonly string[]): Record<string, Shape> {
  return Object.fromEntries((typeof names === 'string' ? words(names) : names).map((name) => [name, type]));
}

/** The words of a text. */
export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
