#!/usr/bin/env pwsh
# Runs the build host: ./build.ps1 [targets] [options]; see ./build.ps1 --help. Compiles it first, only when a source has changed.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$hostDll = Join-Path $root 'artifacts/bin/host/MLOpsBuild.Build.dll'
$stamp = Join-Path $root 'artifacts/host.stamp'

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:MSBUILDDISABLENODEREUSE = '1'

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('The .NET SDK is not on PATH. Install version 10 (https://dot.net) and run this again.')
    exit 3
}

# What the host is compiled from.
function Get-Sources {
    $roots = 'build', 'src', 'pipelines' | ForEach-Object { Join-Path $root $_ }
    Get-ChildItem -Path $roots -Recurse -File |
        Where-Object { $_.Name -match '\.(cs|csproj|props|targets)$|^(packages\.lock\.json|global\.json|BannedSymbols\.txt)$' -and $_.FullName -notmatch '[\\/]obj[\\/]' }
    Get-ChildItem -Path (Join-Path $root '*') -Include 'Directory.*.props', 'global.json'
}

function Get-List($sources) {
    $names = [string[]]($sources | ForEach-Object { $_.FullName.Substring($root.Length + 1).Replace('\', '/') })
    [Array]::Sort($names, [StringComparer]::Ordinal)
    return ($names -join "`n") + "`n"
}

# The stamp lists the sources: one that came or went changes the list, one that was edited is newer than the stamp.
function Test-Changed($sources) {
    if (-not (Test-Path $hostDll) -or -not (Test-Path $stamp)) { return $true }
    $since = (Get-Item $stamp).LastWriteTimeUtc
    if ($sources | Where-Object { $_.LastWriteTimeUtc -gt $since } | Select-Object -First 1) { return $true }
    return (Get-List $sources) -cne [IO.File]::ReadAllText($stamp)
}

$sources = @(Get-Sources)

if (Test-Changed $sources) {
    New-Item -ItemType Directory -Force (Join-Path $root 'artifacts') | Out-Null
    $began = Get-Date
    [Console]::Error.WriteLine('Compiling the build host ...')
    $log = & dotnet build (Join-Path $root 'build/MLOpsBuild.Build.csproj') -c Release -t:Host -v quiet --nologo -p:UseSharedCompilation=false 2>&1
    if ($LASTEXITCODE -ne 0) {
        $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        exit 2
    }
    [IO.File]::WriteAllText($stamp, (Get-List $sources))
    (Get-Item $stamp).LastWriteTime = $began
}

& dotnet exec $hostDll @args
exit $LASTEXITCODE
