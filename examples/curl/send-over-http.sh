#!/usr/bin/env bash
# SENDASAPP_URL=https://contoso-mail-func.azurewebsites.net SENDASAPP_KEY=… ./send-over-http.sh
set -euo pipefail
headers=$(mktemp)
trap 'rm -f "$headers"' EXIT

header() { sed -n "s/^$1: *//Ip" "$headers" | tr -d '\r'; }

body=$(curl --silent --show-error --dump-header "$headers" "$SENDASAPP_URL/api/messages" \
  --header 'content-type: application/json' --header "x-functions-key: $SENDASAPP_KEY" \
  --data '{
    "id": "invoice-4711",
    "from": "billing@contoso.com",
    "to": "ada@fabrikam.com",
    "subject": "Your invoice 4711",
    "text": "Hello Ada, the invoice is ready."
  }')
# It is sent from here on, unless the status is not 202. Who does not need the result, ends here.
while grep -q '^HTTP[^ ]* 202' "$headers"; do
  sleep "$(header retry-after)"
  body=$(curl --silent --show-error --dump-header "$headers" "$(header location)")
done
echo "$body"
grep -q '^HTTP[^ ]* 200' "$headers"
