#!/usr/bin/env bash
# az login; then ./send-by-queue.sh. Without a time to live of -1 a message that waits is gone after seven days.
set -euo pipefail
az storage message put --auth-mode login --account-name contosomail --queue-name mail-outbound --time-to-live -1 \
  --content '{
    "id": "invoice-4711",
    "from": "billing@contoso.com",
    "to": "ada@fabrikam.com",
    "subject": "Your invoice 4711",
    "text": "Hello Ada, the invoice is ready."
  }'
