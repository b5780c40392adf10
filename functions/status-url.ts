import type { HttpRequest } from '@azure/functions';
import { handleOf } from '../shared/administration/message-handle.ts';

/** The absolute address at which whoever has it sees what becomes of a message. */
export const statusUrl = (
  request: Pick<HttpRequest, 'url'>,
  { key, record }: { key: string; record: { id: string; token: string } },
): string => new URL(`/api/messages/${handleOf(key, record.id)}?token=${record.token}`, request.url).href;
