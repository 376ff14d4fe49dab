import type { Container } from './container.ts';

export function seccompProfile(_container: Container): object {
  return {};
}
