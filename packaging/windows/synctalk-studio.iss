; Installer for Windows, for Inno Setup 6.3 or later (jrsoftware.org):
;   iscc /DVersion=0.1.0 packaging\windows\synctalk-studio.iss
; Installs for one person without administrator rights; who has them may choose for all.

#ifndef Version
  #error Give the version: iscc /DVersion=x.y.z
#endif
#define Title "SyncTalk Studio"
#define Program "SyncTalkStudio.exe"
#define Root AddBackslash(SourcePath) + "..\.."

[Setup]
AppId={{0E1B7C52-6E0B-4C7B-9D1A-53A1C6C0B7E4}
AppName={#Title}
AppVersion={#Version}
AppPublisher=SyncTalk Studio contributors
VersionInfoVersion={#Version}
DefaultDirName={autopf}\SyncTalkStudio
DefaultGroupName={#Title}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Root}\LICENSE
SetupIconFile={#Root}\build\bundle-input\icons\synctalk-studio.ico
UninstallDisplayIcon={app}\{#Program}
OutputDir={#Root}\dist
OutputBaseFilename=SyncTalkStudio-{#Version}-windows-x86_64-setup
Compression=lzma2/max
SolidCompression=yes
LZMAUseSeparateProcess=yes
WizardStyle=modern
ChangesAssociations=yes
ChangesEnvironment=yes
CloseApplications=yes
RestartApplications=no

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.AddToPath=Add the command "synctalk" to the PATH
de.AddToPath=Den Befehl "synctalk" in den PATH aufnehmen
en.OpenWith=Offer {#Title} under "Open with" for videos
de.OpenWith={#Title} bei Videos unter "Öffnen mit" anbieten

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked
Name: "openwith"; Description: "{cm:OpenWith}"
Name: "addtopath"; Description: "{cm:AddToPath}"; Flags: unchecked

[InstallDelete]
; Modules of an older version must not be found by a newer one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\dist\SyncTalkStudio\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\{#Title}"; Filename: "{app}\{#Program}"; AppUserModelID: "SyncTalk.Studio"
Name: "{autodesktop}\{#Title}"; Filename: "{app}\{#Program}"; Tasks: desktopicon; AppUserModelID: "SyncTalk.Studio"

[Registry]
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "{#Title}"; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Program},0"; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\shell\open\command"; ValueType: string; ValueData: """{app}\{#Program}"" ""%1"""; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".mp4"; ValueData: ""; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\.mp4\OpenWithList\{#Program}"; ValueType: none; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".mov"; ValueData: ""; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\.mov\OpenWithList\{#Program}"; ValueType: none; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".m4v"; ValueData: ""; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\.m4v\OpenWithList\{#Program}"; ValueType: none; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".mkv"; ValueData: ""; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\.mkv\OpenWithList\{#Program}"; ValueType: none; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".webm"; ValueData: ""; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\.webm\OpenWithList\{#Program}"; ValueType: none; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".avi"; ValueData: ""; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\.avi\OpenWithList\{#Program}"; ValueType: none; Flags: uninsdeletekey; Tasks: openwith

[Run]
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,{#Title}}"; Flags: nowait postinstall skipifsilent

[Code]
const
  EnvironmentKey = 'Environment';

function PathWith(Current, Folder: String): String;
begin
  if Pos(';' + Uppercase(Folder) + ';', ';' + Uppercase(Current) + ';') > 0 then
    Result := Current
  else if Current = '' then
    Result := Folder
  else
    Result := Current + ';' + Folder;
end;

function PathWithout(Current, Folder: String): String;
var
  Start: Integer;
begin
  Result := ';' + Current + ';';
  Start := Pos(';' + Uppercase(Folder) + ';', Uppercase(Result));
  if Start > 0 then
    Delete(Result, Start, Length(Folder) + 1);
  if (Length(Result) > 0) and (Result[1] = ';') then
    Delete(Result, 1, 1);
  if (Length(Result) > 0) and (Result[Length(Result)] = ';') then
    Delete(Result, Length(Result), 1);
end;

procedure CurStepChanged(CurStep: TSetupStep);
var
  Current: String;
begin
  if (CurStep = ssPostInstall) and WizardIsTaskSelected('addtopath') then
  begin
    if not RegQueryStringValue(HKCU, EnvironmentKey, 'Path', Current) then
      Current := '';
    RegWriteExpandStringValue(HKCU, EnvironmentKey, 'Path', PathWith(Current, ExpandConstant('{app}')));
  end;
end;

procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
var
  Current: String;
begin
  if CurUninstallStep = usPostUninstall then
    if RegQueryStringValue(HKCU, EnvironmentKey, 'Path', Current) then
      RegWriteExpandStringValue(HKCU, EnvironmentKey, 'Path', PathWithout(Current, ExpandConstant('{app}')));
end;
