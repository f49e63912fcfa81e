/** What is known of an input before it is read. */
export interface InputFacts {
  readonly what: string;
  readonly isRequired: boolean;
  readonly isSecret: boolean;
  /** As action.yml has it. */
  readonly default?: string;
  /** Where it is not the kebab-case of its key. */
  readonly name?: string;
}

/** Why a text is not what an input takes. The input's name is put before the message: `The input x ...`. */
export interface Problem {
  readonly rule: string;
  readonly message: string;
  readonly hint?: string;
}

export type Reading<Value> = { readonly value: Value } | { readonly problem: Problem };

/** An input of an action: what it takes, and what its absence means. */
export interface Input<Value> {
  readonly facts: InputFacts;
  /**
   * What the given text means.
   *
   * @param given as the user wrote it; undefined when the input is absent.
   */
  readonly read: (given: string | undefined) => Reading<Value>;
  /** Its value is masked before anything else happens, and no message shows it. */
  secret(): Input<Value>;
  /** A name that is not the kebab-case of its key. */
  named(name: string): Input<Value>;
}

/** An input of which nobody has said yet what its absence means: it is required. */
export interface OpenInput<Value> extends Input<Value> {
  optional(): Input<Value | undefined>;
  default(value: NoInfer<Value>): Input<Value>;
  required(): Input<Value>;
  secret(): OpenInput<Value>;
  named(name: string): OpenInput<Value>;
}

/** A kind of value: how it is read from an input's text, and written as one. */
export interface Kind<Value> {
  readonly parse: (given: string) => Reading<Value>;
  readonly write: (value: Value) => string;
}

/** An input of a kind. */
export function input<Value>(what: string, kind: Kind<Value>): OpenInput<Value> {
  return open({ what, isRequired: true, isSecret: false }, kind);
}

function open<Value>(facts: InputFacts, kind: Kind<Value>): OpenInput<Value> {
  const { isRequired: _, ...rest } = facts;
  const isRequired = false;
  const missing: Reading<Value> = {
    problem: { rule: 'inputs/required', message: 'is required, and is not given.', hint: 'Add it under `with:`.' },
  };
  return {
    ...closed(facts, kind.parse, missing),
    optional: () => closed<Value | undefined>({ ...rest, isRequired }, kind.parse, { value: undefined }),
    default: (value) => closed({ ...rest, isRequired, default: kind.write(value) }, kind.parse, { value }),
    required: () => closed(facts, kind.parse, missing),
    secret: () => open({ ...facts, isSecret: true }, kind),
    named: (name) => open({ ...facts, name }, kind),
  };
}

function closed<Value>(
  facts: InputFacts,
  parse: (given: string) => Reading<Value>,
  absent: Reading<Value>,
): Input<Value> {
  return {
    facts,
    read: (given) => (given === undefined ? absent : parse(given)),
    secret: () => closed({ ...facts, isSecret: true }, parse, absent),
    named: (name) => closed({ ...facts, name }, parse, absent),
  };
}
