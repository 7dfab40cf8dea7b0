import { createHash } from 'node:crypto';
import { type HttpFile, positionAt, type RequestNode } from '../../httpFile/syntax.ts';
import { workspaceKey } from '../storageKeys.ts';
import { requestKeys } from './requestKeys.ts';

/** What a workspace remembers of the request that was sent last: where it stood, nothing of its text. */
export interface RememberedRequest {
  readonly document: string;
  /** Of its key and of its block of the file: both may hold what is to be kept nowhere. */
  readonly keyHash: string;
  readonly blockHash: string;
  readonly name: string | undefined;
  /** The request line, from 1. */
  readonly line: number;
  readonly environment: string;
  readonly allPages: boolean;
}

export interface LastRequest {
  remember(
    sent: {
      readonly document: { readonly uri: { toString(): string } };
      readonly file: HttpFile;
      readonly request: RequestNode;
      readonly key: string;
    },
    environment: { readonly name: string },
    allPages: boolean,
  ): void;
  recall(): RememberedRequest | undefined;
}

/** In the workspace's own state, so that it is still known after a restart. */
export function createLastRequest(state: {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): PromiseLike<void>;
}): LastRequest {
  return {
    remember({ document, file, request, key }, environment, allPages) {
      const remembered: RememberedRequest = {
        document: document.uri.toString(),
        keyHash: hashOf(key),
        blockHash: blockHash(file, request),
        name: request.name?.text,
        line: positionAt(file, request.requestLine.start).line,
        environment: environment.name,
        allPages,
      };
      void state.update(workspaceKey.lastRequest, remembered);
    },
    recall: () => state.get<RememberedRequest>(workspaceKey.lastRequest),
  };
}

/** The request of the file as it is now: by its name, else by what it was known by, else in the same line. */
export function findAgain(
  file: HttpFile,
  { name, keyHash, blockHash: before, line }: RememberedRequest,
): { readonly key: string; readonly request: RequestNode; readonly changed: boolean } | undefined {
  const keys = [...requestKeys(file)];
  const found =
    (name === undefined ? undefined : keys.find(([, request]) => request.name?.text === name)) ??
    keys.find(([key]) => hashOf(key) === keyHash) ??
    keys.find(([, { sent }]) => isWithin(file, sent, line));
  if (found === undefined) return undefined;
  const [key, request] = found;
  return { key, request, changed: blockHash(file, request) !== before };
}

function isWithin(file: HttpFile, { start, end }: RequestNode['sent'], line: number): boolean {
  return positionAt(file, start).line <= line && line <= positionAt(file, end).line;
}

/** Of the text of a request's block. */
export function blockHash(file: HttpFile, { range }: RequestNode): string {
  return hashOf(file.text.slice(range.start, range.end).trim());
}

/** Of what may hold something that is to be kept nowhere. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
