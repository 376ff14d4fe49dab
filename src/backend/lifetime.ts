/** The time in which a guest can answer. What still waits when it ends is refused. */
export class Lifetime {
  #refusals = new Set<(reason: Error) => void>();

  /** The value of `task`, or a refusal if the lifetime ends first. */
  within<T>(task: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#refusals.add(reject);
      task.then(resolve, reject).finally(() => this.#refusals.delete(reject));
    });
  }

  end(reason: Error): void {
    const refusals = this.#refusals;
    this.#refusals = new Set();
    for (const refuse of refusals) refuse(reason);
  }
}
