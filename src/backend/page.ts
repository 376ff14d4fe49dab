import type { HttpAnswer, HttpRequest } from '../agent/http.ts';

/** A web page asked of a server in the guest: as much of HTTP as a browser's pane needs. */
export type PageRequest = HttpRequest;
export type PageAnswer = HttpAnswer;

/** Why there is no answer, in the words of a browser's error page: "ERR_CONNECTION_REFUSED". */
export type PageFault =
  | 'ERR_CONNECTION_REFUSED'
  | 'ERR_ADDRESS_UNREACHABLE'
  | 'ERR_CONNECTION_TIMED_OUT'
  | 'ERR_CONNECTION_RESET'
  | 'ERR_EMPTY_RESPONSE'
  | 'ERR_INVALID_HTTP_RESPONSE'
  | 'ERR_NAME_NOT_RESOLVED'
  | 'ERR_INVALID_URL'
  | 'ERR_UNKNOWN_URL_SCHEME'
  | 'ERR_SSL_PROTOCOL_ERROR';

export type PageOutcome = { readonly answer: PageAnswer } | { readonly fault: PageFault };

/** A port of the guest behind which a container listens. */
export interface PublishedPort {
  readonly container: string;
  readonly port: number;
}
