import { isShared, LinkError, parseShared, type LinkProblem, type Shared } from './shared.ts';

/** What the page's fragment shares, read now and whenever another link is opened in the same tab. */
export function openShared(live: boolean) {
  let found: Shared | LinkProblem | null = $state.raw(null);

  async function read(): Promise<void> {
    const { hash } = location;
    if (!isShared(hash)) return;
    try {
      found = await parseShared(hash);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      found = error.problem;
    }
  }

  $effect(() => {
    if (!live) return;
    const onChange = (): void => void read();
    addEventListener('hashchange', onChange);
    onChange();
    return () => removeEventListener('hashchange', onChange);
  });

  return {
    get found() {
      return found;
    },
    /** The link was answered; the same one is not asked about again in this visit. */
    close() {
      found = null;
      history.replaceState(history.state, '', `${location.pathname}${location.search}`);
    },
  };
}
