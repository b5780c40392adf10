#!/usr/bin/env bash
# Alert rules that name this action group become mail to MAIL_ALERT_TO. Action groups cannot write to a queue.
set -euo pipefail
key=$(az functionapp keys list --resource-group rg-mail --name contoso-mail-func --query functionKeys.default --output tsv)
az monitor action-group create --resource-group rg-mail --name mail --short-name mail \
  --action webhook sendasapp "https://contoso-mail-func.azurewebsites.net/api/alerts?code=$key" usecommonalertschema
