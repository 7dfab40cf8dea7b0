/** Methods that the peers know, for HTTP and for other protocols. */
export function isMethod(word: string): boolean {
  return httpMethods.has(word) || foreignMethods.has(word);
}

/** Methods that are taken in any case before any word; the others are words of prose too, such as "link". */
export const usualMethods: readonly string[] = 'GET POST PUT PATCH DELETE HEAD OPTIONS'.split(' ');

/** The method that an address without one means, by its scheme; `undefined` for HTTP and unknown ones. */
export function methodOfScheme(target: string): string | undefined {
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(target)?.[1]?.toLowerCase() ?? '';
  return foreignSchemes.get(scheme);
}

const foreignSchemes: ReadonlyMap<string, string> = new Map([
  ['ws', 'WS'],
  ['wss', 'WS'],
  ['grpc', 'GRPC'],
  ['grpcs', 'GRPC'],
  ['mqtt', 'MQTT'],
  ['mqtts', 'MQTT'],
  ['amqp', 'AMQP'],
  ['amqps', 'AMQP'],
]);

/** Words that begin a request of another protocol, or of GraphQL; not sent. */
export const foreignMethods: ReadonlySet<string> = new Set(
  'GRAPHQL GRPC WEBSOCKET WS WSS SSE EVENTSOURCE MQTT AMQP RSOCKET MCP STOMP'.split(' '),
);

/** Methods of HTTP and WebDAV that the peers know, the usual ones first. */
export const httpMethods: ReadonlySet<string> = new Set(
  (
    'GET POST PUT PATCH DELETE HEAD OPTIONS CONNECT TRACE ' +
    'PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK SEARCH REPORT CHECKOUT CHECKIN MERGE MKACTIVITY ' +
    'MKWORKSPACE MKCALENDAR VERSION-CONTROL BASELINE-CONTROL ACL PURGE LINK UNLINK BIND REBIND UNBIND ' +
    'NOTIFY SUBSCRIBE UNSUBSCRIBE LIST QUERY'
  ).split(' '),
);
