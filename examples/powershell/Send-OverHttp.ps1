# PowerShell 7.4 or later. Send-OverHttp.ps1 -Url https://contoso-mail-func.azurewebsites.net -Key …
param([Parameter(Mandatory)] [string] $Url, [Parameter(Mandatory)] [string] $Key)
$ErrorActionPreference = 'Stop'

$message = @{
    id      = 'invoice-4711' # the same id is sent once, however often this runs
    from    = 'billing@contoso.com'
    to      = @('ada@fabrikam.com', 'bob@fabrikam.com')
    subject = 'Your invoice 4711'
    html    = '<p>Hello, the invoice is ready.</p>'
}
$answer = Invoke-WebRequest -Uri "$Url/api/messages" -Method Post -SkipHttpErrorCheck `
    -Headers @{ 'x-functions-key' = $Key } -ContentType 'application/json; charset=utf-8' `
    -Body ($message | ConvertTo-Json -Depth 5)
# It is sent from here on. Who does not need the result, ends here.
while ($answer.StatusCode -eq 202) {
    Start-Sleep -Seconds ([int] $answer.Headers['Retry-After'][0])
    $answer = Invoke-WebRequest -Uri $answer.Headers['Location'][0] -SkipHttpErrorCheck
}
$text = if ($answer.Content -is [byte[]]) { [Text.Encoding]::UTF8.GetString($answer.Content) } else { $answer.Content }
$result = $text | ConvertFrom-Json
if ($answer.StatusCode -ne 200) { throw "$($answer.StatusCode) $($result.title): $($result.detail)" }
"$($result.state): $($result.reply)"
