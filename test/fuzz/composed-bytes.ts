import type { Message } from '../../shared/mail/message.ts';
import { composeWhole } from '../support/compose-whole.ts';
import { SENDER } from './messages.ts';

/** A message as it would go over the line. */
export const composedBytes = (message: Message) =>
  composeWhole(message, SENDER, new Date('2026-11-25T12:34:56Z'));
