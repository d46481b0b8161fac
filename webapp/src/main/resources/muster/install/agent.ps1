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
    $report = Get-MusterReport
    if ($report.products.Count -eq 0) {
        throw 'no program could be read: nothing is reported, or all that is known would count as removed'
    }
    $json = $report | ConvertTo-Json -Depth 4 -Compress
    if ($env:MUSTER_DRY -eq '1') { return $json }
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    try {
        Invoke-RestMethod -Method Post -Uri "$hub/api/v1/agents/inventory" -TimeoutSec 120 `
            -Headers @{ 'X-Agent-Key' = $env:MUSTER_KEY } -ContentType 'application/json' `
            -Body ([Text.Encoding]::UTF8.GetBytes($json))
    } catch {
        # The hub's own words, which the exception leaves out.
        throw "the hub refused the report: $($_.Exception.Message) $($_.ErrorDetails.Message)"
    }
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

# Both halves of the registry, whichever half this PowerShell belongs to.
function Get-MusterPrograms {
    $found = foreach ($view in 'Registry64', 'Registry32') {
        $machine = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', $view)
        $programs = $machine.OpenSubKey('SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall')
        if ($programs) {
            foreach ($name in $programs.GetSubKeyNames()) {
                $program = $programs.OpenSubKey($name)
                $title = Get-MusterText $program 'DisplayName'
                if ($title -and $program.GetValue('SystemComponent') -ne 1) {
                    [pscustomobject]@{
                        vendor       = Get-MusterText $program 'Publisher'
                        product_name = $title
                        version      = Get-MusterText $program 'DisplayVersion'
                        source_type  = 'windows_program'
                    }
                }
                $program.Close()
            }
        }
    }
    $found | Sort-Object product_name, version -Unique
}

# A value as a line of text: installers also write numbers, and texts that end in NUL.
function Get-MusterText($key, $name) {
    ([string]$key.GetValue($name) -replace '[\x00-\x1f]', ' ').Trim()
}

Send-MusterReport
