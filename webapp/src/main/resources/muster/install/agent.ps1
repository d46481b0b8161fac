# Reports this computer's programs to Muster at @hub@ once. Nothing is installed and nothing stays:
# run it as a scheduled task, once a day. Works with Windows PowerShell 5.1 and PowerShell 7.
#
#   $env:MUSTER_KEY   an API key with the scope inventory:write, which goes in X-Agent-Key
#   $env:MUSTER_HUB   another hub than @hub@
#   $env:MUSTER_DRY=1 print the report instead of sending it
#
# It signs nothing, so its devices show as "keyed".
function Send-MusterReport {
    $ErrorActionPreference = 'Stop'
    $hub = if ($env:MUSTER_HUB) { $env:MUSTER_HUB } else { '@hub@' }
    if (-not $env:MUSTER_KEY -and $env:MUSTER_DRY -ne '1') {
        throw "MUSTER_KEY is not set: make a key with the scope inventory:write at $hub"
    }
    $json = Get-MusterReport | ConvertTo-Json -Depth 4 -Compress
    if ($env:MUSTER_DRY -eq '1') { return $json }
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    Invoke-RestMethod -Method Post -Uri "$hub/api/v1/agents/inventory" -TimeoutSec 120 `
        -Headers @{ 'X-Agent-Key' = $env:MUSTER_KEY } -ContentType 'application/json' `
        -Body ([Text.Encoding]::UTF8.GetBytes($json))
}

function Get-MusterReport {
    $system = Get-CimInstance Win32_OperatingSystem
    $computer = Get-CimInstance Win32_ComputerSystemProduct
    $cards = @(Get-CimInstance Win32_NetworkAdapter -Filter 'PhysicalAdapter = TRUE' | Where-Object MACAddress | ForEach-Object { $_.MACAddress.ToLower() })
    $type = if ($system.ProductType -eq 1) { 'workstation' } else { 'server' }
    [ordered]@{
        report_id     = [guid]::NewGuid().ToString()
        hostname      = [Net.Dns]::GetHostName()
        os_name       = $system.Caption
        os_version    = $system.Version
        agent_version = 'agent.ps1 @version@'
        asset_type    = $type
        serial        = $computer.IdentifyingNumber
        hardware_uuid = $computer.UUID
        mac_addresses = $cards
        products      = @(Get-MusterPrograms)
    }
}

function Get-MusterPrograms {
    $keys = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\*',
            'HKLM:\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall\*'
    Get-ItemProperty $keys -ErrorAction SilentlyContinue | Where-Object { $_.DisplayName -and -not $_.SystemComponent } |
        Sort-Object DisplayName, DisplayVersion -Unique | ForEach-Object {
            [ordered]@{
                vendor       = $_.Publisher
                product_name = $_.DisplayName
                version      = $_.DisplayVersion
                source_type  = 'windows_program'
            }
        }
}

Send-MusterReport
