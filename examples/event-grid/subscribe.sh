#!/usr/bin/env bash
# The events of a key vault, such as a certificate that will expire soon, become mail to MAIL_ALERT_TO.
set -euo pipefail
vault=$(az keyvault show --name contoso-mail --query id --output tsv)
key=$(az functionapp keys list --resource-group rg-mail --name contoso-mail-func --query functionKeys.default --output tsv)
az eventgrid event-subscription create --name mail-about-vault --source-resource-id "$vault" \
  --endpoint-type webhook --endpoint "https://contoso-mail-func.azurewebsites.net/api/alerts?code=$key" \
  --included-event-types Microsoft.KeyVault.CertificateNearExpiry Microsoft.KeyVault.CertificateExpired
