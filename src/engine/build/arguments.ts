// ARG and --build-arg: which names may be used from where on, and what value each has (moby's builder/dockerfile/buildargs.go).
import type { Variables } from './expand.ts';

/** By name; null for a name without a value. */
type Values = ReadonlyMap<string, string | null>;

const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'];
/** May be given without an ARG that asks for them. */
const builtIn = proxies.flatMap((name) => [name, name.toLowerCase()]);

export class BuildArguments {
  readonly #given: Values;
  /** Declared in front of the first FROM. */
  readonly #before: Map<string, string | null>;
  readonly #declared = new Map<string, string | null>();
  /** Names that some ARG of any stage has asked for. */
  readonly #wanted: Set<string>;

  constructor(given: Values, from?: BuildArguments) {
    this.#given = given;
    this.#before = from ? from.#before : new Map();
    this.#wanted = from ? from.#wanted : new Set();
  }

  /** Those of a new stage, which has declared none yet. */
  inStage(): BuildArguments {
    return new BuildArguments(this.#given, this);
  }

  declare(name: string, value: string | null): void {
    this.#declared.set(name, value);
    this.#wanted.add(name);
  }

  declareBefore(name: string, value: string | null): void {
    this.declare(name, value);
    this.#before.set(name, value);
  }

  /** What FROM sees. */
  before(): Variables {
    return this.#valuesOf(this.#before);
  }

  /** What the instructions of the stage see, but for names that ENV has set. */
  unless(set: Variables): Variables {
    const values = [...this.#valuesOf(this.#declared)];
    return new Map(values.filter(([name]) => !set.has(name)));
  }

  /** Whether a step's history tells it: a proxy that no ARG asked for makes no difference to the cache. */
  isTold(name: string): boolean {
    return this.#wanted.has(name) || !builtIn.includes(name);
  }

  unused(): string[] {
    const names = [...this.#given.keys()];
    return names.filter((name) => !this.#wanted.has(name) && !builtIn.includes(name)).sort();
  }

  #valuesOf(declared: Values): Map<string, string> {
    const values = new Map<string, string>();
    for (const name of new Set([...declared.keys(), ...builtIn])) {
      const value = this.#given.get(name) ?? declared.get(name) ?? this.#before.get(name) ?? null;
      if (value !== null) values.set(name, value);
    }
    return values;
  }
}
