import { isObject, valueAt, type Diagnostics, type Document, type Json, type Path } from '@fargate-actions/documents';

/** What is checked, where it stands, and where what is wrong with it goes. */
interface Checked {
  /** The body as it is sent. */
  readonly body: Json;
  /** The file that it was made of; its values stand under the same paths. */
  readonly document: Document;
  readonly diagnostics: Diagnostics;
}

/** A part of a dashboard's body that a rule looks at. */
export class Part {
  readonly value: Json | undefined;
  /** What people call it: `the widget "api: CPU"`. */
  readonly name: string;
  readonly #checked: Checked;
  readonly #path: Path;

  constructor(checked: Checked, name: string, path: Path = []) {
    this.#checked = checked;
    this.#path = path;
    this.name = name;
    this.value = valueAt(checked.body, path);
  }

  /** A part of this part; under the same name, unless it has one of its own. */
  below(path: Path, name = this.name): Part {
    return new Part(this.#checked, name, [...this.#path, ...path]);
  }

  /** The value of a field; undefined where this is no mapping, or has none. */
  field(name: string): Json | undefined {
    return isObject(this.value) && Object.hasOwn(this.value, name) ? this.value[name] : undefined;
  }

  has(name: string): boolean {
    return this.field(name) !== undefined;
  }

  error(path: Path, rule: string, message: string, hint?: string): void {
    this.#checked.diagnostics.error(this.#at(path), `dashboard/${rule}`, sentence(message), hint);
  }

  warning(path: Path, rule: string, message: string, hint?: string): void {
    this.#checked.diagnostics.warning(this.#at(path), `dashboard/${rule}`, sentence(message), hint);
  }

  notice(path: Path, rule: string, message: string, hint?: string): void {
    this.#checked.diagnostics.notice(this.#at(path), `dashboard/${rule}`, sentence(message), hint);
  }

  #at(path: Path) {
    return this.#checked.document.at([...this.#path, ...path]);
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
