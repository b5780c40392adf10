/** The values from before the first run, in a file: what a later run finds there is never overwritten. */
export const readFormer = `# ---- Former values
function Read-FormerValues {
    if (-not (Test-Path -LiteralPath $FormerValues)) { return $null }
    Get-Content -LiteralPath $FormerValues -Raw | ConvertFrom-Json
}`;

/** Adds to the file what is about to change and is not in it yet: what was right before is nothing to go back from. */
export const saveFormer = `
function Save-FormerValues($Steps) {
    $script:At = 'writing down the former values in ' + $FormerValues
    $file = Read-FormerValues
    $values = @()
    if ($null -ne $file) {
        if ($file.appId -ne $AppId -or $file.objectId -ne $ObjectId) {
            Stop-Script ('That file belongs to the application ' + $file.appId + ' with the object ID ' + $file.objectId + '. Name another one as -FormerValues.')
        }
        $values = @($file.values)
    }
    $known = @($values | ForEach-Object { $_.what + ' ' + $_.of })
    $new = @($Steps | Where-Object { $known -notcontains ($_.What + ' ' + $_.Of) -and -not (Test-Same $_.What $_.Found $_.Should) })
    if ($IsRehearsal -or $new.Count -eq 0) { return }
    foreach ($step in $new) { $values += [pscustomobject]@{ what = $step.What; of = $step.Of; was = $step.Found } }
    [pscustomobject]@{ appId = $AppId; objectId = $ObjectId; values = $values } | ConvertTo-Json -Depth 4 |
        Set-Content -LiteralPath $FormerValues -Encoding UTF8 -Confirm:$false
}`;
