# Runs scripts one after another: reads the path of each from standard input, and marks its end on both outputs.
# Each gets a runspace of its own (variables, functions, modules, preferences are those of a fresh PowerShell) with the
# console of this process, and the environment and folder that this process began with.
param([Parameter(Mandatory)] [string] $Modules, [Parameter(Mandatory)] [string] $Mark)

$modulePath = $Modules + [IO.Path]::PathSeparator + (Join-Path $PSHOME 'Modules')
$environment = [Environment]::GetEnvironmentVariables()
$folder = [Environment]::CurrentDirectory
$hasSucceeded = 'SendAsAppHasSucceeded'

while ($null -ne ($file = [Console]::In.ReadLine())) {
    foreach ($name in [Environment]::GetEnvironmentVariables().Keys) {
        if (-not $environment.Contains($name)) { [Environment]::SetEnvironmentVariable($name, $null) }
    }
    foreach ($name in $environment.Keys) { [Environment]::SetEnvironmentVariable($name, $environment[$name]) }
    [Environment]::CurrentDirectory = $folder

    $runspace = [runspacefactory]::CreateRunspace($Host)
    $runspace.Open()
    $shell = [powershell]::Create()
    $shell.Runspace = $runspace
    # As typed at the prompt: no try around it, which would end a script where the prompt lets it go on. A runspace puts
    # folders of the machine before those of the environment, where a real module might be.
    [void] $shell.AddScript("param(`$file, `$modules) `$env:PSModulePath = `$modules; & `$file; `$global:$hasSucceeded = `$?")
    [void] $shell.AddParameter('file', $file).AddParameter('modules', $modulePath).AddCommand('Out-Default')
    $shell.Commands.Commands[0].MergeMyResults('Error', 'Output')
    try {
        [void] $shell.Invoke()
        $code = $runspace.SessionStateProxy.GetVariable('LASTEXITCODE')
        if (-not $code) { $code = [int] -not $runspace.SessionStateProxy.GetVariable($hasSucceeded) }
    } catch {
        $code = 1
        [Console]::Error.WriteLine(($_.Exception.InnerException.ErrorRecord | Out-String).TrimEnd())
    }
    $shell.Dispose()
    $runspace.Dispose()
    [Console]::Out.WriteLine("$Mark $code")
    [Console]::Error.WriteLine($Mark)
}
