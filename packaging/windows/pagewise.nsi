; The Windows installer. packaging/windows/build_installer.py compiles it, and defines:
;   VERSION, SOURCE (the frozen folder), SEPARATOR (of its path), OUTPUT, ICON, LICENCE, SIZE (kilobytes),
;   ASSOCIATIONS (a generated file), and SIGN (a command that signs the file which is put behind it) if it is signed.
;
; It installs for the user who runs it, without the administrator. /S installs silently, /D=FOLDER (last) elsewhere.
; Exit codes: 0 installed, 1 cancelled, 2 Pagewise is running, 3 this Windows is too old or has 32 bits.

Unicode true
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user
SetCompressor /SOLID lzma

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Pagewise"
!define CLASSES "Software\Classes"
!define DATA "$LOCALAPPDATA\Pagewise"
!define RUNNING "Pagewise is running. Close it, then try again."
!define KEPT "Your library, your conversations and your settings are kept. They lie in$\r$\n${DATA}$\r$\nor where you have \
moved the library to. Delete that folder to delete them, too. Your documents were never touched."

Name "Pagewise"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Pagewise"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "Pagewise ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "Pagewise"
VIAddVersionKey FileDescription "Installer of Pagewise"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey LegalCopyright "AGPL-3.0-or-later"

!ifdef SIGN
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\pagewise.exe"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "${KEPT}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A program that runs cannot be opened for writing.
!macro RefuseIfRunning
  ${If} ${FileExists} "$INSTDIR\pagewise.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\pagewise.exe" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "${RUNNING}" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

; Only what the installer has put there: the user may have chosen a folder that holds other things.
!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\pagewise.exe"
  Delete "$INSTDIR\pagewise-console.exe"
!macroend

!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

; Adds Pagewise to "Open with" of an extension, and never makes it the default.
!macro OfferToOpen EXTENSION
  WriteRegNone HKCU "${CLASSES}\${EXTENSION}\OpenWithProgids" "Pagewise.Document"
  WriteRegStr HKCU "${CLASSES}\Applications\pagewise.exe\SupportedTypes" "${EXTENSION}" ""
!macroend

!macro OfferNoMore EXTENSION
  DeleteRegValue HKCU "${CLASSES}\${EXTENSION}\OpenWithProgids" "Pagewise.Document"
!macroend

!include "${ASSOCIATIONS}"

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "Pagewise needs Windows 10 or later with 64 bits." /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

Section "Pagewise" SectionProgram
  SectionIn RO
  !insertmacro RefuseIfRunning
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}${SEPARATOR}*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Pagewise.lnk" "$INSTDIR\pagewise.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "Pagewise"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\pagewise.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "The Pagewise project"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Offer $\"Open with Pagewise$\" for documents and folders" SectionOpenWith
  WriteRegStr HKCU "${CLASSES}\Pagewise.Document" "" "Document"
  WriteRegStr HKCU "${CLASSES}\Pagewise.Document\shell\open\command" "" '"$INSTDIR\pagewise.exe" open "%1"'
  WriteRegStr HKCU "${CLASSES}\Applications\pagewise.exe" "FriendlyAppName" "Pagewise"
  WriteRegStr HKCU "${CLASSES}\Applications\pagewise.exe\shell\open\command" "" '"$INSTDIR\pagewise.exe" open "%1"'
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Pagewise" "" "Add to Pagewise"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Pagewise" "Icon" "$INSTDIR\pagewise.exe"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Pagewise\command" "" '"$INSTDIR\pagewise.exe" open "%1"'
  !insertmacro OfferAll
  !insertmacro TellExplorer
SectionEnd

Section "Uninstall"
  !insertmacro RefuseIfRunning
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Pagewise.lnk"
  ; What desktop/login_start.py writes if the user wants Pagewise to start at login.
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "pagewise"
  !insertmacro OfferNone
  DeleteRegKey HKCU "${CLASSES}\Pagewise.Document"
  DeleteRegKey HKCU "${CLASSES}\Applications\pagewise.exe"
  DeleteRegKey HKCU "${CLASSES}\Directory\shell\Pagewise"
  DeleteRegKey HKCU "${KEY}"
  !insertmacro TellExplorer
  DetailPrint "${KEPT}"
SectionEnd
