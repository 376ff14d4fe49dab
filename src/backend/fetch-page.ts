// Asks a server in the guest for a page: the agent connects there, as a browser on the guest would.
import { AgentError, type Agent } from '../agent/agent.ts';
import { formatRequest, parseAnswer, serverAddress } from '../agent/http.ts';
import type { PageFault, PageOutcome, PageRequest } from './page.ts';

/** Guest time in which something of the answer must come. */
const patience = 30_000;

const ownHeaders = {
  'User-Agent': 'Mozilla/5.0 (Fishbowl)',
  Accept: '*/*',
  'Accept-Language': 'en',
};

export async function fetchPage(agent: Agent, request: PageRequest): Promise<PageOutcome> {
  const address = addressOf(request.url);
  if ('fault' in address) return address;
  try {
    const bytes = await agent.call({
      op: 'dial',
      address: address.to,
      data: formatRequest({ ...request, headers: { ...ownHeaders, ...request.headers } }),
      timeout: patience,
    });
    if (bytes.length === 0) return { fault: 'ERR_EMPTY_RESPONSE' };
    const answer = parseAnswer(bytes);
    return answer ? { answer } : { fault: 'ERR_INVALID_HTTP_RESPONSE' };
  } catch (error) {
    const fault = error instanceof AgentError ? faults[error.errno] : undefined;
    if (fault === undefined) throw error;
    return { fault };
  }
}

const faults: Readonly<Record<string, PageFault>> = {
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  EHOSTUNREACH: 'ERR_ADDRESS_UNREACHABLE',
  ENETUNREACH: 'ERR_ADDRESS_UNREACHABLE',
  EADDRNOTAVAIL: 'ERR_ADDRESS_UNREACHABLE',
  ETIMEDOUT: 'ERR_CONNECTION_TIMED_OUT',
  ECONNRESET: 'ERR_CONNECTION_RESET',
  EPIPE: 'ERR_CONNECTION_RESET',
};

function addressOf(text: string): { readonly to: string } | { readonly fault: PageFault } {
  if (!URL.canParse(text)) return { fault: 'ERR_INVALID_URL' };
  const url = new URL(text);
  if (url.protocol === 'https:') return { fault: 'ERR_SSL_PROTOCOL_ERROR' };
  if (url.protocol !== 'http:') return { fault: 'ERR_UNKNOWN_URL_SCHEME' };
  const to = serverAddress(url);
  return to === null ? { fault: 'ERR_NAME_NOT_RESOLVED' } : { to };
}
