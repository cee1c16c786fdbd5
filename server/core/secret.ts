/** A value that must not be seen: prints as dots everywhere, and only `reveal` gives it away. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return '••••••';
  }
  toJSON(): string {
    return '••••••';
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '••••••';
  }
}
