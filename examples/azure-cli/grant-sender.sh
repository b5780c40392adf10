#!/usr/bin/env bash
# ./grant-sender.sh <object id of the producer's identity>: it may put messages into the one queue, and nothing else.
set -euo pipefail
account=$(az storage account show --resource-group rg-mail --name contosomail --query id --output tsv)
az role assignment create --role 'Storage Queue Data Message Sender' \
  --assignee-object-id "$1" --assignee-principal-type ServicePrincipal \
  --scope "$account/queueServices/default/queues/mail-outbound"
