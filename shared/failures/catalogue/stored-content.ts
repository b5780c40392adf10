import type { Fix, KnownFailure } from '../known-failure.ts';

const sendAgain: Fix = {
  does: 'When the file is there, send the message again: it goes with the file as it is then.',
  command: 'npm run buried -- resend {messageId}',
};

const keepFiles: Fix = {
  does: 'Let the producer write each file once, under a name of its own, and keep it until the message was sent.',
};

/** What this app finds out about content that lies in blobs: `Fault.code` is the id of the row. */
export const storedContent: readonly KnownFailure[] = [
  {
    id: 'attachment-missing',
    at: 'message',
    when: /\battachment-missing\b/,
    seen: ['attachment-missing attachments[0].blob names a file that is not in the container'],
    meaning:
      'The message names a file as attachment, and the container of MAIL_ATTACHMENTS_CONTAINER has none of this name.',
    causes: [
      'The producer queued the message before it had written the file, or wrote it into another container.',
      'The name is misspelt; upper and lower case count.',
      'The file was deleted before the message was sent.',
    ],
    fix: [
      {
        does: 'Look at the name in the message, and put the file into the container.',
        command: 'npm run buried -- show {messageId} --json',
      },
      sendAgain,
      keepFiles,
    ],
    treat: 'fail',
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'attachment-changed',
    at: 'message',
    when: /\battachment-changed\b/,
    seen: [
      'attachment-changed attachments[0].blob names a file that was written anew since the message was taken in',
    ],
    meaning:
      'A file that the message names as attachment is no longer the one that was there when the message was taken in.',
    causes: ['The producer uses one name for several files, or wrote the file again.'],
    fix: [
      {
        ...sendAgain,
        does: 'If the new file is right, send the message again: it goes with the file as it is now.',
      },
      keepFiles,
    ],
    treat: 'fail',
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'attachments-off',
    at: 'message',
    when: /\battachments-off\b/,
    seen: ['attachments-off attachments[0].blob names a file, and MAIL_ATTACHMENTS_CONTAINER is not set'],
    meaning: 'The message names a file as attachment, and the settings name no container for such files.',
    causes: ['MAIL_ATTACHMENTS_CONTAINER was never set, or was removed.'],
    fix: [
      {
        does: 'Name the container that producers write their files to.',
        portal: 'Azure portal > Function App > {functionApp} > Settings > Environment variables',
        command:
          'az functionapp config appsettings set --name {functionApp} --resource-group {resourceGroup} --settings MAIL_ATTACHMENTS_CONTAINER=mail-attachments',
      },
      { does: 'Then send the message again.', command: 'npm run buried -- resend {messageId}' },
    ],
    treat: 'fail',
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'content-missing',
    at: 'message',
    when: /\bcontent-missing\b/,
    seen: ['content-missing the blob c9a1f2d3e4b5/invoice-4711~a1b2c3d4/7c0c6f3e is not there'],
    meaning:
      'The content of the message was too large for its row, and the blob in the container mail-content that held it is gone.',
    causes: ['Somebody deleted it, or a lifecycle rule of the storage account did.'],
    fix: [
      {
        does: 'Take the container mail-content out of lifecycle rules: the app removes from it what is no longer needed.',
        portal: 'Azure portal > Storage accounts > {storageAccount} > Data management > Lifecycle management',
      },
      {
        does: 'If soft delete is on, undelete the blob and send the message again. Else its producer has to send it anew under a new id.',
      },
    ],
    treat: 'fail',
    source: 'this app',
    evidence: 'documented',
  },
];
