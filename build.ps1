#!/usr/bin/env pwsh
# Runs the build host: ./build.ps1 [targets] [options]; see ./build.ps1 --help. Compiles it first, only when a source has changed.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$hostDll = Join-Path $root 'artifacts/bin/MLOpsBuild.Build/release/MLOpsBuild.Build.dll'
$stamp = Join-Path $root 'artifacts/host.stamp'

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:MSBUILDDISABLENODEREUSE = '1'

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('The .NET SDK is not on PATH. Install version 10 (https://dot.net) and run this again.')
    exit 3
}

function Test-Changed {
    if (-not (Test-Path $hostDll) -or -not (Test-Path $stamp)) { return $true }
    $since = (Get-Item $stamp).LastWriteTimeUtc
    $roots = 'build', 'src', 'pipelines' | ForEach-Object { Join-Path $root $_ }
    $sources = @(Get-ChildItem -Path $roots -Recurse | Where-Object { $_.PSIsContainer -or $_.Name -match '\.(cs|csproj|props)$|^(packages\.lock\.json|BannedSymbols\.txt)$' })
    $sources += Get-ChildItem -Path (Join-Path $root '*') -Include 'Directory.*.props', 'global.json'
    return [bool]($sources | Where-Object { $_.LastWriteTimeUtc -gt $since } | Select-Object -First 1)
}

if (Test-Changed) {
    New-Item -ItemType Directory -Force (Join-Path $root 'artifacts') | Out-Null
    $began = Get-Date
    [Console]::Error.WriteLine('Compiling the build host ...')
    $log = & dotnet build (Join-Path $root 'build/MLOpsBuild.Build.csproj') -c Release -v quiet --nologo -p:UseSharedCompilation=false 2>&1
    if ($LASTEXITCODE -ne 0) {
        $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        exit 2
    }
    Set-Content -Path $stamp -Value ''
    (Get-Item $stamp).LastWriteTime = $began
}

& dotnet exec $hostDll @args
exit $LASTEXITCODE
