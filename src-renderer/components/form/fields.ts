/* What a JSON Schema asks for, as the fields of a form. */

/** The part of JSON Schema that a configuration uses, with the metadata of our own. */
export interface JsonSchema {
  readonly type?: string
  readonly title?: string
  readonly description?: string
  readonly formula?: string
  /** Names the control where the type alone does not tell it. */
  readonly control?: 'lake-map'
  /** Whether the field is folded away until it is wanted. */
  readonly rare?: boolean
  /** What an empty field says it stands for. */
  readonly placeholder?: string
  /** Whether its values are of very different sizes. */
  readonly scale?: 'logarithmic'
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema | false
  readonly prefixItems?: readonly JsonSchema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
}

interface Described {
  readonly name: string
  readonly title: string
  readonly formula: string | null
  readonly help: string | null
  readonly isRare: boolean
  readonly placeholder: string | null
  /** The default; undefined: there is none. */
  readonly initial: unknown
}

export interface Range {
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
}

export interface NumberField extends Described {
  readonly kind: 'number'
  readonly isInteger: boolean
  /** Empty stands for null. */
  readonly isNullable: boolean
  /** Whether its values are of very different sizes. */
  readonly isLogarithmic: boolean
  readonly range: Range
}
export interface ChoiceField extends Described {
  readonly kind: 'choice'
  readonly options: readonly string[]
}
export interface SwitchField extends Described {
  readonly kind: 'switch'
}
/** A list of numbers, as long as one likes. */
export interface ListField extends Described {
  readonly kind: 'list'
  readonly range: Range
}
/** A fixed count of numbers. */
export interface TupleField extends Described {
  readonly kind: 'tuple'
  readonly items: readonly NumberField[]
}
/** The map of a frozen lake: the name of a preset, or rows of letters. */
export interface LakeMapField extends Described {
  readonly kind: 'lake-map'
}
/** Not shown: it marks which alternative of a union is meant. */
export interface ConstantField extends Described {
  readonly kind: 'constant'
  readonly value: unknown
}
export interface ObjectField extends Described {
  readonly kind: 'object'
  readonly fields: readonly Field[]
}
export interface UnionField extends Described {
  readonly kind: 'union'
  readonly alternatives: readonly Field[]
}
export type Field =
  | NumberField
  | ChoiceField
  | SwitchField
  | ListField
  | TupleField
  | LakeMapField
  | ConstantField
  | ObjectField
  | UnionField

const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

function rangeOf(schema: JsonSchema): Range {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
  return Object.fromEntries(
    Object.entries({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }).filter(
      ([, limit]) => limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER,
    ),
  )
}

/** The field that asks for what `schema` allows. */
export function fieldOf(name: string, schema: JsonSchema): Field {
  const described: Described = {
    name,
    title: schema.title ?? capitalised(name),
    formula: schema.formula ?? null,
    help: schema.description ?? null,
    isRare: schema.rare ?? false,
    placeholder: schema.placeholder ?? null,
    initial: schema.default,
  }
  if (schema.control === 'lake-map') return { ...described, kind: 'lake-map' }
  const alternatives = schema.oneOf ?? schema.anyOf
  if (alternatives) {
    const others = alternatives.filter(({ type }) => type !== 'null')
    const [only] = others
    if (others.length === 1 && only) {
      const field = fieldOf(name, only)
      return {
        ...field,
        ...described,
        ...(field.kind === 'number' && { isNullable: true }),
      } as Field
    }
    return {
      ...described,
      kind: 'union',
      alternatives: others.map((alternative) => fieldOf(name, alternative)),
    }
  }
  if ('const' in schema) return { ...described, kind: 'constant', value: schema.const }
  if (schema.enum) return { ...described, kind: 'choice', options: schema.enum }
  switch (schema.type) {
    case 'object':
      return { ...described, kind: 'object', fields: fieldsOf(schema) }
    case 'boolean':
      return { ...described, kind: 'switch' }
    case 'integer':
    case 'number':
      return {
        ...described,
        kind: 'number',
        isInteger: schema.type === 'integer',
        isNullable: false,
        isLogarithmic: schema.scale === 'logarithmic',
        range: rangeOf(schema),
      }
    case 'array':
      return arrayField(described, schema)
    default:
      throw new Error(`The form has no field for ${name} of type ${String(schema.type)}`)
  }
}

function arrayField(described: Described, schema: JsonSchema): ListField | TupleField {
  if (!schema.prefixItems) {
    return { ...described, kind: 'list', range: rangeOf(schema.items || {}) }
  }
  const items = schema.prefixItems.map((item, i) => fieldOf(String(i), item) as NumberField)
  return { ...described, kind: 'tuple', items }
}

/** The fields of an object, in the schema's order. */
export const fieldsOf = (schema: JsonSchema): Field[] =>
  Object.entries(schema.properties ?? {}).map(([name, property]) => fieldOf(name, property))

/** The value of the constants that mark an alternative, such as the `kind` of a policy. */
export function marker(alternative: Field): { name: string; value: unknown } | null {
  if (alternative.kind !== 'object') return null
  const constant = alternative.fields.find((field) => field.kind === 'constant')
  return constant?.kind === 'constant' ? { name: constant.name, value: constant.value } : null
}
