<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
 <context>
  <name>AboutDialog</name>
  <message>
   <source>About SyncTalk Studio</source>
   <translation>Über SyncTalk Studio</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Makes a lip-sync model of a person from a few minutes of video. Everything is computed on this machine; nothing is sent anywhere, and nothing is downloaded without your word.</source>
   <translation>Macht aus einigen Minuten Video ein Lippensynchron-Modell einer Person. Alles wird auf diesem Rechner gerechnet; nichts wird irgendwohin gesendet, und nichts wird ohne Ihr Wort heruntergeladen.</translation>
  </message>
  <message>
   <source>SyncTalk Studio</source>
   <translation>SyncTalk Studio</translation>
  </message>
  <message>
   <source>Use it for people who agreed to it, and say of the result that it is made.</source>
   <translation>Verwenden Sie es für Menschen, die zugestimmt haben, und sagen Sie beim Ergebnis, dass es gemacht ist.</translation>
  </message>
  <message>
   <source>Version {version} · Qt {qt} · Python {python}</source>
   <translation>Version {version} · Qt {qt} · Python {python}</translation>
  </message>
 </context>
 <context>
  <name>Batch</name>
  <message>
   <source>Show the queue</source>
   <translation>Warteschlange zeigen</translation>
  </message>
  <message>
   <source>{n} jobs wait in the queue.</source>
   <translation>{n} Aufträge warten in der Schlange.</translation>
  </message>
 </context>
 <context>
  <name>BinDialog</name>
  <message>
   <source>A project that you put away can be brought back from here.</source>
   <translation>Ein weggelegtes Projekt kann von hier zurückgeholt werden.</translation>
  </message>
  <message>
   <source>Bin</source>
   <translation>Papierkorb</translation>
  </message>
  <message>
   <source>Bring back</source>
   <translation>Zurückholen</translation>
  </message>
  <message>
   <source>Bring {name} back</source>
   <translation>{name} zurückholen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete all</source>
   <translation>Alle löschen</translation>
  </message>
  <message>
   <source>Delete for good</source>
   <translation>Endgültig löschen</translation>
  </message>
  <message>
   <source>Delete {name} for good</source>
   <translation>{name} endgültig löschen</translation>
  </message>
  <message>
   <source>Empty the bin</source>
   <translation>Papierkorb leeren</translation>
  </message>
  <message>
   <source>Empty the bin …</source>
   <translation>Papierkorb leeren …</translation>
  </message>
  <message>
   <source>Projects that were put away lie here until you delete them; they take as much room as before. Rendered videos stay in the workspace.</source>
   <translation>Weggelegte Projekte liegen hier, bis Sie sie löschen; sie brauchen so viel Platz wie zuvor. Gerenderte Videos bleiben im Arbeitsbereich.</translation>
  </message>
  <message>
   <source>Put away {when}</source>
   <translation>Weggelegt {when}</translation>
  </message>
  <message>
   <source>The bin is empty</source>
   <translation>Der Papierkorb ist leer</translation>
  </message>
  <message>
   <source>{n} projects are deleted and cannot be had back after that.</source>
   <translation>{n} Projekte werden gelöscht und sind danach nicht wiederzubekommen.</translation>
  </message>
  <message>
   <source>“{name}” cannot be had back after that.</source>
   <translation>„{name}“ ist danach nicht wiederzubekommen.</translation>
  </message>
 </context>
 <context>
  <name>CheckpointChoice</name>
  <message>
   <source>Checkpoint</source>
   <translation>Checkpoint</translation>
  </message>
  <message>
   <source>epoch {n} · draw it</source>
   <translation>Epoche {n} · zeichnen</translation>
  </message>
 </context>
 <context>
  <name>ClipSound</name>
  <message>
   <source>Play with sound</source>
   <translation>Mit Ton abspielen</translation>
  </message>
  <message>
   <source>The clip has no sound</source>
   <translation>Der Clip hat keinen Ton</translation>
  </message>
  <message>
   <source>sound</source>
   <translation>Ton</translation>
  </message>
 </context>
 <context>
  <name>ClosingDialog</name>
  <message>
   <source>A job is still running.</source>
   <translation>Ein Auftrag läuft noch.</translation>
  </message>
  <message>
   <source>An import is still going on.</source>
   <translation>Ein Import ist noch im Gange.</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Close SyncTalk Studio</source>
   <translation>SyncTalk Studio schließen</translation>
  </message>
  <message>
   <source>End it and close</source>
   <translation>Beenden und schließen</translation>
  </message>
  <message>
   <source>It can go on without the window: open the program again and it is there, with nothing missing in its chart. Or it is stopped now; its state is saved first.</source>
   <translation>Er kann ohne das Fenster weiterlaufen: Beim nächsten Öffnen ist er da, ohne Lücke im Diagramm. Oder er wird jetzt angehalten; sein Stand wird vorher gesichert.</translation>
  </message>
  <message>
   <source>Keep in background</source>
   <translation>Im Hintergrund weiter</translation>
  </message>
  <message>
   <source>Stop and save</source>
   <translation>Anhalten und sichern</translation>
  </message>
  <message>
   <source>They can go on without the window: open the program again and they are there, with nothing missing in their charts. Or they are stopped now; their state is saved first.</source>
   <translation>Sie können ohne das Fenster weiterlaufen: Beim nächsten Öffnen sind sie da, ohne Lücke in ihren Diagrammen. Oder sie werden jetzt angehalten; ihr Stand wird vorher gesichert.</translation>
  </message>
  <message>
   <source>{n} jobs are still running.</source>
   <translation>{n} Aufträge laufen noch.</translation>
  </message>
  <message>
   <source>{n} waiting: kept for the next start, or taken out if you stop.</source>
   <translation>{n} wartend: bleiben bis zum nächsten Start, oder fallen weg, wenn Sie anhalten.</translation>
  </message>
  <message>
   <source>“{name}” is being imported; that ends when the window is closed, and nothing half is left behind.</source>
   <translation>„{name}“ wird importiert; das endet, wenn das Fenster geschlossen wird, und nichts Halbes bleibt zurück.</translation>
  </message>
 </context>
 <context>
  <name>CompareView</name>
  <message>
   <source>Between target and generated</source>
   <translation>Zwischen Ziel und Erzeugtem</translation>
  </message>
  <message>
   <source>Frame {n} cannot be read: {reason}.</source>
   <translation>Bild {n} ist nicht lesbar: {reason}.</translation>
  </message>
  <message>
   <source>Held-out frames appear here after a training.</source>
   <translation>Zurückgehaltene Bilder erscheinen hier nach einem Training.</translation>
  </message>
  <message>
   <source>One seen through the other (3)</source>
   <translation>Eines scheint durch das andere (3)</translation>
  </message>
  <message>
   <source>Target left of a line, generated right (2)</source>
   <translation>Links einer Linie das Ziel, rechts das Erzeugte (2)</translation>
  </message>
  <message>
   <source>Target, generated, difference (1)</source>
   <translation>Ziel, Erzeugtes, Unterschied (1)</translation>
  </message>
  <message>
   <source>difference × {gain}</source>
   <translation>Unterschied × {gain}</translation>
  </message>
  <message>
   <source>generated</source>
   <translation>erzeugt</translation>
  </message>
  <message>
   <source>onion skin</source>
   <translation>Zwiebelhaut</translation>
  </message>
  <message>
   <source>side by side</source>
   <translation>nebeneinander</translation>
  </message>
  <message>
   <source>target</source>
   <translation>Ziel</translation>
  </message>
  <message>
   <source>wipe</source>
   <translation>Wischen</translation>
  </message>
 </context>
 <context>
  <name>ConfirmDialog</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
 </context>
 <context>
  <name>Desktop</name>
  <message>
   <source>Save a report</source>
   <translation>Bericht speichern</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Im Ordner zeigen</translation>
  </message>
  <message>
   <source>The report is written; look at it before you give it away.</source>
   <translation>Der Bericht ist geschrieben; sehen Sie ihn an, bevor Sie ihn weitergeben.</translation>
  </message>
  <message>
   <source>Zip files (*.zip)</source>
   <translation>Zip-Dateien (*.zip)</translation>
  </message>
 </context>
 <context>
  <name>DeviceButton</name>
  <message>
   <source>At work on {names}</source>
   <translation>Rechnet an {names}</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Automatic ({n})</source>
   <translation>Automatisch ({n})</translation>
  </message>
  <message>
   <source>Device: {name}, memory {memory}</source>
   <translation>Gerät: {name}, Speicher {memory}</translation>
  </message>
  <message>
   <source>Looking for devices …</source>
   <translation>Geräte werden gesucht …</translation>
  </message>
  <message>
   <source>Processor</source>
   <translation>Prozessor</translation>
  </message>
  <message>
   <source>Where this project is computed: {n}</source>
   <translation>Wo dieses Projekt gerechnet wird: {n}</translation>
  </message>
  <message>
   <source>at work on {names}</source>
   <translation>rechnet an {names}</translation>
  </message>
  <message>
   <source>{free} of {total} free</source>
   <translation>{free} von {total} frei</translation>
  </message>
 </context>
 <context>
  <name>Engine</name>
  <message>
   <source>--continue_training and --from_checkpoint contradict each other</source>
   <translation>--continue_training und --from_checkpoint widersprechen sich</translation>
  </message>
  <message>
   <source>--link is for dataset folders</source>
   <translation>--link gilt nur für Datensatzordner</translation>
  </message>
  <message>
   <source>--syncnet_checkpoint_path and --syncnet_checkpoint name different files</source>
   <translation>--syncnet_checkpoint_path und --syncnet_checkpoint nennen verschiedene Dateien</translation>
  </message>
  <message>
   <source>--train_syncnet and --syncnet_checkpoint contradict each other</source>
   <translation>--train_syncnet und --syncnet_checkpoint widersprechen sich</translation>
  </message>
  <message>
   <source>44 s of reading aloud, for the demonstration only</source>
   <translation>44 s Vorgelesenes, nur für die Vorführung</translation>
  </message>
  <message>
   <source>A launcher has started a process for each device, so {device} cannot be chosen.</source>
   <translation>Ein Startprogramm hat für jedes Gerät einen Prozess gestartet, daher kann {device} nicht gewählt werden.</translation>
  </message>
  <message>
   <source>A progressive recording (25p, 30p, 50p) shows fast lips more clearly.</source>
   <translation>Eine Aufnahme mit Vollbildern (25p, 30p, 50p) zeigt schnelle Lippen deutlicher.</translation>
  </message>
  <message>
   <source>A video with one person alone gives better results.</source>
   <translation>Ein Video mit nur einer Person gibt bessere Ergebnisse.</translation>
  </message>
  <message>
   <source>AVE audio encoder</source>
   <translation>AVE-Tonkodierer</translation>
  </message>
  <message>
   <source>About {needed_gb} GB will be needed, but only {free_gb} GB are free on the disk.</source>
   <translation>Etwa {needed_gb} GB werden gebraucht, aber nur {free_gb} GB sind auf der Platte frei.</translation>
  </message>
  <message>
   <source>Another process (number {pid}) is already working on “{name}”.</source>
   <translation>Ein anderer Prozess (Nummer {pid}) arbeitet schon an „{name}“.</translation>
  </message>
  <message>
   <source>Check that it plays in a video player; if it does, save it as MP4 and try again.</source>
   <translation>Prüfen, ob es in einem Videoprogramm läuft; wenn ja, als MP4 speichern und erneut versuchen.</translation>
  </message>
  <message>
   <source>Check that the right recording was used.</source>
   <translation>Prüfen, ob die richtige Aufnahme verwendet wurde.</translation>
  </message>
  <message>
   <source>Check the connection, or fetch the file elsewhere and import it.</source>
   <translation>Die Verbindung prüfen, oder die Datei anderswo holen und importieren.</translation>
  </message>
  <message>
   <source>Check the connection, or fetch the file elsewhere and run “synctalk models import FILE”.</source>
   <translation>Die Verbindung prüfen, oder die Datei anderswo holen und „synctalk models import DATEI“ ausführen.</translation>
  </message>
  <message>
   <source>Check the focus and the light, and hold the camera still.</source>
   <translation>Schärfe und Licht prüfen und die Kamera ruhig halten.</translation>
  </message>
  <message>
   <source>Check the focus, or cut these parts out.</source>
   <translation>Die Schärfe prüfen, oder diese Teile herausschneiden.</translation>
  </message>
  <message>
   <source>Check the name.</source>
   <translation>Den Namen prüfen.</translation>
  </message>
  <message>
   <source>Check the path.</source>
   <translation>Den Pfad prüfen.</translation>
  </message>
  <message>
   <source>Check the rights of that file and its folder, or choose another folder.</source>
   <translation>Die Rechte der Datei und ihres Ordners prüfen, oder einen anderen Ordner wählen.</translation>
  </message>
  <message>
   <source>Choose a file with a video of a person talking.</source>
   <translation>Eine Datei mit einem Video einer sprechenden Person wählen.</translation>
  </message>
  <message>
   <source>Choose a name of letters, digits, spaces, dots, dashes and underscores.</source>
   <translation>Einen Namen aus Buchstaben, Ziffern, Leerzeichen, Punkten, Binde- und Unterstrichen wählen.</translation>
  </message>
  <message>
   <source>Choose a recording of speech, a sound or a video file.</source>
   <translation>Eine Sprachaufnahme wählen: eine Ton- oder Videodatei.</translation>
  </message>
  <message>
   <source>Choose another checkpoint.</source>
   <translation>Einen anderen Checkpoint wählen.</translation>
  </message>
  <message>
   <source>Choose another name.</source>
   <translation>Einen anderen Namen wählen.</translation>
  </message>
  <message>
   <source>Choose another path.</source>
   <translation>Einen anderen Pfad wählen.</translation>
  </message>
  <message>
   <source>Choose one of: {available}.</source>
   <translation>Eines von diesen wählen: {available}.</translation>
  </message>
  <message>
   <source>Choose other sound features.</source>
   <translation>Andere Tonmerkmale wählen.</translation>
  </message>
  <message>
   <source>Choose the file in it.</source>
   <translation>Die Datei darin wählen.</translation>
  </message>
  <message>
   <source>Close what else uses it and go on with --continue_training; what was saved is kept.</source>
   <translation>Schließen, was ihn sonst benutzt, und mit --continue_training weitermachen; was gesichert war, bleibt.</translation>
  </message>
  <message>
   <source>Close what else uses it and resume; what was saved is kept.</source>
   <translation>Schließen, was ihn sonst benutzt, und fortsetzen; was gesichert war, bleibt.</translation>
  </message>
  <message>
   <source>Close what else uses that memory and go on with --continue_training, go on on the processor with --continue_training --device cpu, or train a smaller network with --preset lite-160. The last saved state is kept.</source>
   <translation>Schließen, was diesen Speicher sonst benutzt, und mit --continue_training weitermachen, oder auf dem Prozessor mit --continue_training --device cpu, oder ein kleineres Netz mit --preset lite-160 trainieren. Der zuletzt gesicherte Stand bleibt.</translation>
  </message>
  <message>
   <source>Close what else uses that memory and resume it, or train a smaller network; the last saved state is kept.</source>
   <translation>Schließen, was diesen Speicher sonst benutzt, und fortsetzen, oder ein kleineres Netz trainieren; der zuletzt gesicherte Stand bleibt.</translation>
  </message>
  <message>
   <source>Close what else uses that memory, or choose the processor above.</source>
   <translation>Schließen Sie, was diesen Speicher sonst belegt, oder wählen Sie oben den Prozessor.</translation>
  </message>
  <message>
   <source>Close what else uses that memory, or go on on the processor with --device cpu.</source>
   <translation>Schließen Sie, was diesen Speicher sonst belegt, oder machen Sie mit --device cpu auf dem Prozessor weiter.</translation>
  </message>
  <message>
   <source>Continued from step {step}.</source>
   <translation>Ab Schritt {step} fortgesetzt.</translation>
  </message>
  <message>
   <source>Copy or download the file again to have all of it.</source>
   <translation>Die Datei noch einmal kopieren oder herunterladen, um sie ganz zu haben.</translation>
  </message>
  <message>
   <source>Copy or download the file again.</source>
   <translation>Die Datei noch einmal kopieren oder herunterladen.</translation>
  </message>
  <message>
   <source>Copy the file again, or repair it with the program that recorded it.</source>
   <translation>Die Datei noch einmal kopieren, oder mit dem Programm reparieren, das sie aufgenommen hat.</translation>
  </message>
  <message>
   <source>Correct them and try again.</source>
   <translation>Berichtigen und erneut versuchen.</translation>
  </message>
  <message>
   <source>Cut that part out of the video.</source>
   <translation>Diesen Teil aus dem Video herausschneiden.</translation>
  </message>
  <message>
   <source>Cut the end off the video.</source>
   <translation>Das Ende des Videos abschneiden.</translation>
  </message>
  <message>
   <source>Cut the video to the parts in which the person is visible.</source>
   <translation>Das Video auf die Teile kürzen, in denen die Person zu sehen ist.</translation>
  </message>
  <message>
   <source>Cut these parts out, or film from the front.</source>
   <translation>Diese Teile herausschneiden, oder von vorn filmen.</translation>
  </message>
  <message>
   <source>Cut these parts out, or film in an even light.</source>
   <translation>Diese Teile herausschneiden, oder bei gleichmäßigem Licht filmen.</translation>
  </message>
  <message>
   <source>Cut these parts out: the model would learn what covers the mouth.</source>
   <translation>Diese Teile herausschneiden: Das Modell würde lernen, was den Mund verdeckt.</translation>
  </message>
  <message>
   <source>Download it again with “synctalk models install {asset}”.</source>
   <translation>Noch einmal herunterladen mit „synctalk models install {asset}“.</translation>
  </message>
  <message>
   <source>Download it again, for this very version of the program and this system.</source>
   <translation>Noch einmal herunterladen, für genau diese Version des Programms und dieses System.</translation>
  </message>
  <message>
   <source>Each one's reason stands with it. Run the same command again when they are mended: what is done is skipped.</source>
   <translation>Bei jedem steht der Grund. Denselben Befehl noch einmal ausführen, wenn sie berichtigt sind: Fertiges wird übersprungen.</translation>
  </message>
  <message>
   <source>EfficientNet-Lite0, ImageNet</source>
   <translation>EfficientNet-Lite0, ImageNet</translation>
  </message>
  <message>
   <source>Export it again with “synctalk export”, or copy the file again.</source>
   <translation>Noch einmal mit „synctalk export“ exportieren, oder die Datei noch einmal kopieren.</translation>
  </message>
  <message>
   <source>Export it again, or copy the file again.</source>
   <translation>Noch einmal exportieren, oder die Datei noch einmal kopieren.</translation>
  </message>
  <message>
   <source>Face detector, full range</source>
   <translation>Gesichtsfinder, ganzer Bereich</translation>
  </message>
  <message>
   <source>Face mesh, 468 points</source>
   <translation>Gesichtsnetz, 468 Punkte</translation>
  </message>
  <message>
   <source>Face mesh, 478 points</source>
   <translation>Gesichtsnetz, 478 Punkte</translation>
  </message>
  <message>
   <source>Features of the kind “{kind}” are made for {needed} frames a second, not for {fps}.</source>
   <translation>Merkmale der Art „{kind}“ sind für {needed} Bilder je Sekunde gemacht, nicht für {fps}.</translation>
  </message>
  <message>
   <source>Film from the front.</source>
   <translation>Von vorn filmen.</translation>
  </message>
  <message>
   <source>For {seconds} s no new picture comes; the last one is shown meanwhile.</source>
   <translation>{seconds} s lang kommt kein neues Bild; das letzte bleibt so lange stehen.</translation>
  </message>
  <message>
   <source>Free some space on that disk and start again; what was finished is kept.</source>
   <translation>Auf dieser Platte Platz schaffen und noch einmal beginnen; Fertiges bleibt.</translation>
  </message>
  <message>
   <source>Free some space, choose another folder, or use --frame_format jpg.</source>
   <translation>Platz schaffen, einen anderen Ordner wählen, oder --frame_format jpg benutzen.</translation>
  </message>
  <message>
   <source>Free some space, or train a smaller network with --preset lite-160.</source>
   <translation>Platz schaffen, oder mit --preset lite-160 ein kleineres Netz trainieren.</translation>
  </message>
  <message>
   <source>Free some space, or train a smaller network.</source>
   <translation>Platz schaffen, oder ein kleineres Netz trainieren.</translation>
  </message>
  <message>
   <source>From step {step} on fine detail counts as well, so the total loss rises there.</source>
   <translation>Ab Schritt {step} zählen auch feine Einzelheiten, deshalb steigt der Gesamtverlust dort.</translation>
  </message>
  <message>
   <source>Give another name, or --force to replace it.</source>
   <translation>Einen anderen Namen geben, oder --force, um es zu ersetzen.</translation>
  </message>
  <message>
   <source>Go on from the last saved state at a lower rate: --continue_training --lr {suggestion}.</source>
   <translation>Vom zuletzt gesicherten Stand mit kleinerer Rate weitermachen: --continue_training --lr {suggestion}.</translation>
  </message>
  <message>
   <source>Going on.</source>
   <translation>Es geht weiter.</translation>
  </message>
  <message>
   <source>Good results start at about 250 px; a closer camera helps more than longer training.</source>
   <translation>Gute Ergebnisse beginnen bei etwa 250 px; eine nähere Kamera hilft mehr als längeres Training.</translation>
  </message>
  <message>
   <source>HuBERT large</source>
   <translation>HuBERT large</translation>
  </message>
  <message>
   <source>If the pictures come out too dark, record without HDR.</source>
   <translation>Wenn die Bilder zu dunkel werden, ohne HDR aufnehmen.</translation>
  </message>
  <message>
   <source>Install PyAV from PyPI: pip install --force-reinstall av</source>
   <translation>PyAV von PyPI installieren: pip install --force-reinstall av</translation>
  </message>
  <message>
   <source>Install the program again.</source>
   <translation>Das Programm neu installieren.</translation>
  </message>
  <message>
   <source>Install the program again; if that does not help, please report it with this sentence.</source>
   <translation>Das Programm neu installieren; wenn das nicht hilft, bitte mit diesem Satz melden.</translation>
  </message>
  <message>
   <source>Install the published one under Help, Weights, or import it there.</source>
   <translation>Das veröffentlichte unter Hilfe, Gewichte installieren oder dort importieren.</translation>
  </message>
  <message>
   <source>Install the published one with “synctalk models install {asset}”, or import it with “synctalk models import”.</source>
   <translation>Das veröffentlichte mit „synctalk models install {asset}“ installieren, oder mit „synctalk models import“ importieren.</translation>
  </message>
  <message>
   <source>Install them again under Help, Weights.</source>
   <translation>Unter Hilfe, Gewichte neu installieren.</translation>
  </message>
  <message>
   <source>Install them here, or import the file under Help, Weights.</source>
   <translation>Hier installieren, oder die Datei unter Hilfe, Gewichte importieren.</translation>
  </message>
  <message>
   <source>Its files must end in {endings}; for those in its subfolders too, give --recursive.</source>
   <translation>Die Dateien müssen auf {endings} enden; für Unterordner --recursive angeben.</translation>
  </message>
  <message>
   <source>Leave --device out, or give --device cpu.</source>
   <translation>Lassen Sie --device weg oder geben Sie --device cpu an.</translation>
  </message>
  <message>
   <source>Lips need 25 or more.</source>
   <translation>Lippen brauchen 25 oder mehr.</translation>
  </message>
  <message>
   <source>Moonshine tiny, encoder</source>
   <translation>Moonshine tiny, Kodierer</translation>
  </message>
  <message>
   <source>More seconds of video raise it.</source>
   <translation>Mehr Sekunden Video heben ihn.</translation>
  </message>
  <message>
   <source>Name different GPUs, such as cuda:0,cuda:1, or processes on the CPU, such as cpu,cpu.</source>
   <translation>Nennen Sie verschiedene GPUs, etwa cuda:0,cuda:1, oder Prozesse auf der CPU, etwa cpu,cpu.</translation>
  </message>
  <message>
   <source>Name one device.</source>
   <translation>Nennen Sie ein Gerät.</translation>
  </message>
  <message>
   <source>Name them with --asr.</source>
   <translation>Mit --asr angeben.</translation>
  </message>
  <message>
   <source>No audio features found: {path} is missing.</source>
   <translation>Keine Tonmerkmale gefunden: {path} fehlt.</translation>
  </message>
  <message>
   <source>No face was found in {path}.</source>
   <translation>In {path} wurde kein Gesicht gefunden.</translation>
  </message>
  <message>
   <source>No face was found in {percent} % of the pictures that were looked at.</source>
   <translation>In {percent} % der angesehenen Bilder wurde kein Gesicht gefunden.</translation>
  </message>
  <message>
   <source>No frame of “{name}” shows a face that can be used.</source>
   <translation>Kein Bild von „{name}“ zeigt ein brauchbares Gesicht.</translation>
  </message>
  <message>
   <source>No job is running for “{name}”.</source>
   <translation>Für „{name}“ läuft kein Auftrag.</translation>
  </message>
  <message>
   <source>Nothing but the time since then is lost.</source>
   <translation>Nur die Zeit seither ist verloren.</translation>
  </message>
  <message>
   <source>Nothing is fetched without your word; answer yes, or give --yes.</source>
   <translation>Nichts wird ohne Ihr Wort geholt; mit Ja antworten oder --yes angeben.</translation>
  </message>
  <message>
   <source>Nothing was downloaded: {assets}.</source>
   <translation>Nichts wurde heruntergeladen: {assets}.</translation>
  </message>
  <message>
   <source>Nothing was started. Each line is a video and a name, such as videos/may.mp4 May</source>
   <translation>Nichts wurde begonnen. Jede Zeile ist ein Video und ein Name, etwa videos/may.mp4 May</translation>
  </message>
  <message>
   <source>Nothing was started. The form is {{"videos": [{{"path": "videos/may.mp4", "name": "May", "asr_model": "ave"}}]}}</source>
   <translation>Nichts wurde begonnen. Die Form ist {{"videos": [{{"path": "videos/may.mp4", "name": "May", "asr_model": "ave"}}]}}</translation>
  </message>
  <message>
   <source>One of the {count} processes that trained together has ended: {reason}.</source>
   <translation>Einer der {count} Prozesse, die gemeinsam trainierten, ist beendet: {reason}.</translation>
  </message>
  <message>
   <source>One uncut scene gives better results; parts that look different can be cut out.</source>
   <translation>Eine ungeschnittene Szene gibt bessere Ergebnisse; Teile, die anders aussehen, können herausgeschnitten werden.</translation>
  </message>
  <message>
   <source>Only a training can use several devices, not {device}.</source>
   <translation>Nur ein Training kann mehrere Geräte verwenden, nicht {device}.</translation>
  </message>
  <message>
   <source>Other faces are in {frames} frames; one person is followed throughout.</source>
   <translation>In {frames} Bildern sind andere Gesichter; eine Person wird durchgehend verfolgt.</translation>
  </message>
  <message>
   <source>Other faces are in {percent} % of the pictures that were looked at.</source>
   <translation>In {percent} % der angesehenen Bilder sind andere Gesichter.</translation>
  </message>
  <message>
   <source>PFLD landmarks, 110 points</source>
   <translation>PFLD-Gesichtspunkte, 110 Punkte</translation>
  </message>
  <message>
   <source>Paused.</source>
   <translation>Pausiert.</translation>
  </message>
  <message>
   <source>Prepare it again from a video in which the face is seen.</source>
   <translation>Aus einem Video neu vorbereiten, in dem das Gesicht zu sehen ist.</translation>
  </message>
  <message>
   <source>Prepare it again; what is whole is kept.</source>
   <translation>Erneut vorbereiten; was heil ist, bleibt.</translation>
  </message>
  <message>
   <source>Prepare it first: synctalk preprocess --video_path VIDEO --name {name}</source>
   <translation>Zuerst vorbereiten: synctalk preprocess --video_path VIDEO --name {name}</translation>
  </message>
  <message>
   <source>Prepare the video again with --force.</source>
   <translation>Das Video mit --force neu vorbereiten.</translation>
  </message>
  <message>
   <source>Prepare the video again with these sound features.</source>
   <translation>Das Video mit diesen Tonmerkmalen neu vorbereiten.</translation>
  </message>
  <message>
   <source>Prepare the video again.</source>
   <translation>Das Video neu vorbereiten.</translation>
  </message>
  <message>
   <source>Prepare the video again; what is whole is kept.</source>
   <translation>Das Video neu vorbereiten; was heil ist, bleibt.</translation>
  </message>
  <message>
   <source>Prepare the video first.</source>
   <translation>Zuerst das Video vorbereiten.</translation>
  </message>
  <message>
   <source>Prepare the video with --asr_model hubert before you train a model to render with.</source>
   <translation>Das Video mit --asr_model hubert vorbereiten, bevor ein Modell zum Rendern trainiert wird.</translation>
  </message>
  <message>
   <source>Prepare the video with --asr_model {kind}.</source>
   <translation>Das Video mit --asr_model {kind} vorbereiten.</translation>
  </message>
  <message>
   <source>Prepare them alike, with the same --asr_model and --fps.</source>
   <translation>Bereiten Sie sie gleich vor, mit demselben --asr_model und --fps.</translation>
  </message>
  <message>
   <source>Put a background behind the person first if you want another one.</source>
   <translation>Wenn Sie einen anderen Hintergrund wollen, legen Sie ihn vorher hinter die Person.</translation>
  </message>
  <message>
   <source>Put the video there, or use synctalk preprocess.</source>
   <translation>Das Video dorthin legen, oder synctalk preprocess benutzen.</translation>
  </message>
  <message>
   <source>Put the videos back as they were, or start a new training without --continue_training.</source>
   <translation>Stellen Sie die Videos wieder her, wie sie waren, oder beginnen Sie ein neues Training ohne --continue_training.</translation>
  </message>
  <message>
   <source>Record again further from the microphone or with a lower input level.</source>
   <translation>Noch einmal aufnehmen, weiter vom Mikrofon oder mit kleinerem Pegel.</translation>
  </message>
  <message>
   <source>Record in a quieter room with the microphone nearer.</source>
   <translation>In einem ruhigeren Raum mit näherem Mikrofon aufnehmen.</translation>
  </message>
  <message>
   <source>Rename the file and import it again.</source>
   <translation>Die Datei umbenennen und noch einmal importieren.</translation>
  </message>
  <message>
   <source>Resume it: it goes on from the last saved state.</source>
   <translation>Fortsetzen: Es geht beim zuletzt gesicherten Stand weiter.</translation>
  </message>
  <message>
   <source>Run again without {option} to make it anew.</source>
   <translation>Ohne {option} noch einmal ausführen, um es neu zu machen.</translation>
  </message>
  <message>
   <source>Run it again; what is whole is kept. The details are in {path}.</source>
   <translation>Noch einmal ausführen; was heil ist, bleibt. Einzelheiten stehen in {path}.</translation>
  </message>
  <message>
   <source>Run “synctalk models install {assets}”.</source>
   <translation>„synctalk models install {assets}“ ausführen.</translation>
  </message>
  <message>
   <source>Run “synctalk models install {asset}”, or import the file with “synctalk models import”.</source>
   <translation>„synctalk models install {asset}“ ausführen, oder die Datei mit „synctalk models import“ importieren.</translation>
  </message>
  <message>
   <source>Save it as WAV or MP3 and try again.</source>
   <translation>Als WAV oder MP3 speichern und erneut versuchen.</translation>
  </message>
  <message>
   <source>Saved as asked.</source>
   <translation>Wie gewünscht gesichert.</translation>
  </message>
  <message>
   <source>Saved epoch {epoch} (step {step}), best so far.</source>
   <translation>Epoche {epoch} gesichert (Schritt {step}), bisher die beste.</translation>
  </message>
  <message>
   <source>Saved epoch {epoch} (step {step}).</source>
   <translation>Epoche {epoch} gesichert (Schritt {step}).</translation>
  </message>
  <message>
   <source>See “synctalk models list” for what is known; weights without a published checksum need --id ID.</source>
   <translation>„synctalk models list“ zeigt, was bekannt ist; Gewichte ohne veröffentlichte Prüfsumme brauchen --id ID.</translation>
  </message>
  <message>
   <source>So much of “{name}” was excluded that {train} frames are left to learn from ({needed} are needed) and {held_out} to measure on.</source>
   <translation>Von „{name}“ wurde so viel ausgeschlossen, dass nur {train} Bilder zum Lernen ({needed} sind nötig) und {held_out} zum Messen bleiben.</translation>
  </message>
  <message>
   <source>Somebody moved or deleted it; read the workspace again.</source>
   <translation>Jemand hat es verschoben oder gelöscht; den Arbeitsbereich neu einlesen.</translation>
  </message>
  <message>
   <source>Something is before the mouth in {percent} % of the pictures.</source>
   <translation>In {percent} % der Bilder ist etwas vor dem Mund.</translation>
  </message>
  <message>
   <source>Something went wrong inside the program: {detail}.</source>
   <translation>Im Programm ging etwas schief: {detail}.</translation>
  </message>
  <message>
   <source>Speech for the sample clip</source>
   <translation>Sprache für den Beispielclip</translation>
  </message>
  <message>
   <source>Speech is only {distance_db} dB louder than the noise around it.</source>
   <translation>Die Sprache ist nur {distance_db} dB lauter als das Geräusch um sie.</translation>
  </message>
  <message>
   <source>Start one first.</source>
   <translation>Zuerst einen beginnen.</translation>
  </message>
  <message>
   <source>Starting from the weights of {path}.</source>
   <translation>Beginnt mit den Gewichten von {path}.</translation>
  </message>
  <message>
   <source>Steps take a little longer.</source>
   <translation>Schritte dauern etwas länger.</translation>
  </message>
  <message>
   <source>Steps take a little longer. With --accumulate {parts} the next training begins so.</source>
   <translation>Schritte dauern etwas länger. Mit --accumulate {parts} beginnt das nächste Training so.</translation>
  </message>
  <message>
   <source>Stop that training or let it finish.</source>
   <translation>Dieses Training anhalten oder zu Ende laufen lassen.</translation>
  </message>
  <message>
   <source>Stop that training or let it finish; with --wait this one begins when the device is free.</source>
   <translation>Dieses Training anhalten oder zu Ende laufen lassen; mit --wait beginnt dieses, sobald das Gerät frei ist.</translation>
  </message>
  <message>
   <source>Stopped: no video was left behind.</source>
   <translation>Angehalten: Kein Video blieb zurück.</translation>
  </message>
  <message>
   <source>Stopping: saving the state first.</source>
   <translation>Wird angehalten; der Stand wird vorher gesichert.</translation>
  </message>
  <message>
   <source>Switch “Move the sound into step” off and prepare again to keep it.</source>
   <translation>„Ton in Takt bringen“ ausschalten und neu vorbereiten, um ihn zu lassen.</translation>
  </message>
  <message>
   <source>Sync loss is on.</source>
   <translation>Der Sync-Verlust ist an.</translation>
  </message>
  <message>
   <source>SyncNet ready, held-out AUC {auc}.</source>
   <translation>SyncNet fertig, AUC auf Zurückgehaltenem {auc}.</translation>
  </message>
  <message>
   <source>Take some of the excluded frames in again.</source>
   <translation>Einige der ausgeschlossenen Bilder wieder aufnehmen.</translation>
  </message>
  <message>
   <source>The HuBERT features of “{name}” are laid out as by a fork that took layer 12; new speech is heard by the last layer, and the two do not match.</source>
   <translation>Die HuBERT-Merkmale von „{name}“ sind wie die einer Abspaltung angelegt, die Schicht 12 nahm; neue Sprache wird mit der letzten Schicht gehört, und beide passen nicht zusammen.</translation>
  </message>
  <message>
   <source>The SyncNet's held-out AUC ({auc}) is too low to teach with; the sync loss stays off.</source>
   <translation>Die AUC des SyncNet auf Zurückgehaltenem ({auc}) ist zu klein, um zu lehren; der Sync-Verlust bleibt aus.</translation>
  </message>
  <message>
   <source>The disk is full: {path} could not be written.</source>
   <translation>Die Platte ist voll: {path} konnte nicht geschrieben werden.</translation>
  </message>
  <message>
   <source>The end of {path} is missing; what is there was used.</source>
   <translation>Das Ende von {path} fehlt; was da ist, wurde verwendet.</translation>
  </message>
  <message>
   <source>The face is blurred (sharpness {sharpness}).</source>
   <translation>Das Gesicht ist unscharf (Schärfe {sharpness}).</translation>
  </message>
  <message>
   <source>The face is blurred in {percent} % of the pictures.</source>
   <translation>Das Gesicht ist in {percent} % der Bilder unscharf.</translation>
  </message>
  <message>
   <source>The face is turned away by {yaw_deg} degrees most of the time.</source>
   <translation>Das Gesicht ist meist um {yaw_deg} Grad weggedreht.</translation>
  </message>
  <message>
   <source>The face is turned away in {percent} % of the pictures.</source>
   <translation>Das Gesicht ist in {percent} % der Bilder weggedreht.</translation>
  </message>
  <message>
   <source>The face is {width_px} px wide.</source>
   <translation>Das Gesicht ist {width_px} px breit.</translation>
  </message>
  <message>
   <source>The face must be visible, upright and at least about 60 pixels wide.</source>
   <translation>Das Gesicht muss sichtbar, aufrecht und mindestens etwa 60 Pixel breit sein.</translation>
  </message>
  <message>
   <source>The file {path} does not exist.</source>
   <translation>Die Datei {path} gibt es nicht.</translation>
  </message>
  <message>
   <source>The file {path} does not hold the network “{asset}”: {reason}.</source>
   <translation>Die Datei {path} enthält nicht das Netz „{asset}“: {reason}.</translation>
  </message>
  <message>
   <source>The file {path} is not the expected “{asset}”: its checksum differs.</source>
   <translation>Die Datei {path} ist nicht die erwartete „{asset}“: Ihre Prüfsumme weicht ab.</translation>
  </message>
  <message>
   <source>The installed PyAV can write neither H.264 nor MPEG-4 video.</source>
   <translation>Das installierte PyAV kann weder H.264- noch MPEG-4-Video schreiben.</translation>
  </message>
  <message>
   <source>The landmark file {path} cannot be read: {reason}.</source>
   <translation>Die Gesichtspunkt-Datei {path} ist nicht lesbar: {reason}.</translation>
  </message>
  <message>
   <source>The light on the face is unlike the rest, or poor, in {percent} % of the pictures.</source>
   <translation>Das Licht auf dem Gesicht ist in {percent} % der Bilder anders als sonst, oder schlecht.</translation>
  </message>
  <message>
   <source>The log of this run has the details; please report it.</source>
   <translation>Das Protokoll dieses Laufs hat die Einzelheiten; bitte melden.</translation>
  </message>
  <message>
   <source>The memory of {device} is not enough to draw a single frame.</source>
   <translation>Der Speicher von {device} reicht nicht, um auch nur ein Bild zu zeichnen.</translation>
  </message>
  <message>
   <source>The memory of {device} is too small for this network, however few images it learns from at a time (each batch in {tried} parts was tried).</source>
   <translation>Der Speicher von {device} ist zu klein für dieses Netz, wie wenige Bilder es auch auf einmal lernt (versucht wurde jeder Batch in {tried} Teilen).</translation>
  </message>
  <message>
   <source>The memory of {device} was not enough for a batch of {batch_size} as it was; from step {step} on each batch is learnt from in {parts} parts.</source>
   <translation>Der Speicher von {device} reichte nicht für einen ganzen Batch von {batch_size}; ab Schritt {step} wird jeder Batch in {parts} Teilen gelernt.</translation>
  </message>
  <message>
   <source>The memory of {device} was used up ({stage}).</source>
   <translation>Der Speicher von {device} war verbraucht ({stage}).</translation>
  </message>
  <message>
   <source>The name “{name}” cannot be used as a project name: {reason}.</source>
   <translation>Der Name „{name}“ kann kein Projektname sein: {reason}.</translation>
  </message>
  <message>
   <source>The picture {path} cannot be read.</source>
   <translation>Das Bild {path} ist nicht lesbar.</translation>
  </message>
  <message>
   <source>The pictures of {path} are interlaced; they were made whole.</source>
   <translation>{path} hat Halbbilder; sie wurden zu ganzen gemacht.</translation>
  </message>
  <message>
   <source>The prepared video is not in it: prepare {video} as “{name}” here, with --asr_model {asr} --fps {fps}, before you render.</source>
   <translation>Das vorbereitete Video ist nicht dabei: {video} hier als „{name}“ vorbereiten, mit --asr_model {asr} --fps {fps}, bevor gerendert wird.</translation>
  </message>
  <message>
   <source>The prepared video “{name}” is incomplete: {reason}.</source>
   <translation>Das vorbereitete Video „{name}“ ist unvollständig: {reason}.</translation>
  </message>
  <message>
   <source>The process that worked on “{name}” ended without a result: {reason}.</source>
   <translation>Der Prozess, der an „{name}“ arbeitete, endete ohne Ergebnis: {reason}.</translation>
  </message>
  <message>
   <source>The self-test failed at “{step}”: {reason}.</source>
   <translation>Der Selbsttest schlug bei „{step}“ fehl: {reason}.</translation>
  </message>
  <message>
   <source>The sound ends {seconds} s before the pictures; silence was put in its place.</source>
   <translation>Der Ton endet {seconds} s vor den Bildern; dort ist jetzt Stille.</translation>
  </message>
  <message>
   <source>The sound goes on for {seconds} s after the last picture; that part is left out.</source>
   <translation>Der Ton geht nach dem letzten Bild noch {seconds} s weiter; dieser Teil bleibt weg.</translation>
  </message>
  <message>
   <source>The sound is silent.</source>
   <translation>Der Ton ist still.</translation>
  </message>
  <message>
   <source>The sound of {path} cannot be read: {reason}.</source>
   <translation>Der Ton von {path} ist nicht lesbar: {reason}.</translation>
  </message>
  <message>
   <source>The sound seems to be {offset_ms} ms {direction}.</source>
   <translation>Der Ton scheint {offset_ms} ms {direction} zu sein.</translation>
  </message>
  <message>
   <source>The sound was {offset_ms} ms {direction} and has been moved into step.</source>
   <translation>Der Ton war {offset_ms} ms {direction} und wurde in Takt gebracht.</translation>
  </message>
  <message>
   <source>The state is saved; go on from it with --continue_training.</source>
   <translation>Der Stand ist gespeichert; setzen Sie ihn mit --continue_training fort.</translation>
  </message>
  <message>
   <source>The training became unstable at step {step}: the loss or its gradient is no longer a number.</source>
   <translation>Das Training wurde bei Schritt {step} instabil: Der Verlust oder sein Gradient ist keine Zahl mehr.</translation>
  </message>
  <message>
   <source>The training in {path} was of {found}, but {wanted} is there now.</source>
   <translation>Das Training in {path} war von {found}, jetzt ist aber {wanted} vorhanden.</translation>
  </message>
  <message>
   <source>The video has only {fps} pictures a second; each is shown several times.</source>
   <translation>Das Video hat nur {fps} Bilder je Sekunde; jedes wird mehrmals gezeigt.</translation>
  </message>
  <message>
   <source>The video has {count} cuts from one scene to another.</source>
   <translation>Das Video hat {count} Schnitte von einer Szene zu einer anderen.</translation>
  </message>
  <message>
   <source>The video is {duration_s} s long.</source>
   <translation>Das Video ist {duration_s} s lang.</translation>
  </message>
  <message>
   <source>The weights “{asset}” ({what}) are not installed.</source>
   <translation>Die Gewichte „{asset}“ ({what}) sind nicht installiert.</translation>
  </message>
  <message>
   <source>The weights “{asset}” could not be downloaded: {reason}.</source>
   <translation>Die Gewichte „{asset}“ konnten nicht heruntergeladen werden: {reason}.</translation>
  </message>
  <message>
   <source>There are no videos in {path}.</source>
   <translation>In {path} sind keine Videos.</translation>
  </message>
  <message>
   <source>There are no weights called “{asset}”.</source>
   <translation>Es gibt keine Gewichte namens „{asset}“.</translation>
  </message>
  <message>
   <source>There is a project “{name}” already.</source>
   <translation>Es gibt schon ein Projekt „{name}“.</translation>
  </message>
  <message>
   <source>There is no add-on “{addon}”; installed are: {installed}.</source>
   <translation>Es gibt keine Erweiterung „{addon}“; installiert sind: {installed}.</translation>
  </message>
  <message>
   <source>There is no device “{device}” on this machine.</source>
   <translation>Es gibt kein Gerät „{device}“ auf diesem Rechner.</translation>
  </message>
  <message>
   <source>There is no prepared video “{name}” at {path}.</source>
   <translation>Es gibt kein vorbereitetes Video „{name}“ unter {path}.</translation>
  </message>
  <message>
   <source>There is no run at {path}.</source>
   <translation>Unter {path} gibt es keinen Lauf.</translation>
  </message>
  <message>
   <source>There is no trained model at {path}.</source>
   <translation>Unter {path} gibt es kein trainiertes Modell.</translation>
  </message>
  <message>
   <source>There is no video at {path}.</source>
   <translation>Unter {path} gibt es kein Video.</translation>
  </message>
  <message>
   <source>There is nothing to {wish} at this stage ({stage}).</source>
   <translation>In dieser Stufe ({stage}) gibt es nichts zu tun für: {wish}.</translation>
  </message>
  <message>
   <source>There is speech in only {percent} % of the recording.</source>
   <translation>Nur in {percent} % der Aufnahme wird gesprochen.</translation>
  </message>
  <message>
   <source>These devices cannot train together: {device}.</source>
   <translation>Diese Geräte können nicht gemeinsam trainieren: {device}.</translation>
  </message>
  <message>
   <source>These options cannot be used: {problems}.</source>
   <translation>Diese Optionen gehen nicht: {problems}.</translation>
  </message>
  <message>
   <source>These weights are damaged and will not be used: {assets}.</source>
   <translation>Diese Gewichte sind beschädigt und werden nicht benutzt: {assets}.</translation>
  </message>
  <message>
   <source>This training will take about {needed_mb} MB of disk, and only {free_mb} MB are free ({path}).</source>
   <translation>Dieses Training braucht etwa {needed_mb} MB auf der Platte, nur {free_mb} MB sind frei ({path}).</translation>
  </message>
  <message>
   <source>Three minutes or more give good results.</source>
   <translation>Drei Minuten oder mehr geben gute Ergebnisse.</translation>
  </message>
  <message>
   <source>To use another, save the video with that one alone.</source>
   <translation>Um eine andere zu benutzen, das Video mit dieser allein speichern.</translation>
  </message>
  <message>
   <source>Train it first, or choose another checkpoint.</source>
   <translation>Zuerst trainieren, oder einen anderen Checkpoint wählen.</translation>
  </message>
  <message>
   <source>Train “{name}” first, or give --checkpoint.</source>
   <translation>Zuerst „{name}“ trainieren, oder --checkpoint angeben.</translation>
  </message>
  <message>
   <source>Use --asr {found}, or prepare the video with --asr_model {kind}.</source>
   <translation>--asr {found} benutzen, oder das Video mit --asr_model {kind} vorbereiten.</translation>
  </message>
  <message>
   <source>Use --fps {needed}, or another kind with --asr_model.</source>
   <translation>--fps {needed} benutzen, oder eine andere Art mit --asr_model.</translation>
  </message>
  <message>
   <source>Use --no-fix_av_offset to keep it as it was.</source>
   <translation>Mit --no-fix_av_offset bleibt er, wie er war.</translation>
  </message>
  <message>
   <source>Use a longer video: three minutes or more give good results.</source>
   <translation>Ein längeres Video benutzen: Drei Minuten oder mehr geben gute Ergebnisse.</translation>
  </message>
  <message>
   <source>Use a recording of the person talking with sound.</source>
   <translation>Eine Aufnahme der sprechenden Person mit Ton benutzen.</translation>
  </message>
  <message>
   <source>Use the matching option, or choose another checkpoint.</source>
   <translation>Die passende Option benutzen, oder einen anderen Checkpoint wählen.</translation>
  </message>
  <message>
   <source>VGG19, ImageNet</source>
   <translation>VGG19, ImageNet</translation>
  </message>
  <message>
   <source>Wait until it has finished, or stop it first.</source>
   <translation>Warten, bis er fertig ist, oder ihn zuerst anhalten.</translation>
  </message>
  <message>
   <source>Waiting for {device}: “{name}” is being trained on it (process {pid}).</source>
   <translation>Warten auf {device}: „{name}“ wird darauf trainiert (Prozess {pid}).</translation>
  </message>
  <message>
   <source>WeNet encoder</source>
   <translation>WeNet-Kodierer</translation>
  </message>
  <message>
   <source>What can be: a dataset folder (full_body_img, landmarks, aud_*.npy), a checkpoint (.pth) or a folder of them, and a .zip written by “synctalk export”.</source>
   <translation>Möglich sind: ein Datensatzordner (full_body_img, landmarks, aud_*.npy), ein Checkpoint (.pth) oder ein Ordner davon, und eine .zip von „synctalk export“.</translation>
  </message>
  <message>
   <source>What can be: a folder with a prepared video (full_body_img, landmarks, aud_*.npy), a model (.pth) or a folder of them, and an exported project (.zip).</source>
   <translation>Möglich sind: ein Ordner mit einem vorbereiteten Video (full_body_img, landmarks, aud_*.npy), ein Modell (.pth) oder ein Ordner davon, und ein exportiertes Projekt (.zip).</translation>
  </message>
  <message>
   <source>What counts is the time in which the person speaks.</source>
   <translation>Es zählt die Zeit, in der die Person spricht.</translation>
  </message>
  <message>
   <source>What is there of “{stage}” is unfinished, or of another video or options; it is kept.</source>
   <translation>Was von „{stage}“ da ist, ist unfertig oder von einem anderen Video oder anderen Optionen; es bleibt.</translation>
  </message>
  <message>
   <source>Windows keeps that name for a device</source>
   <translation>Windows hält diesen Namen für ein Gerät frei</translation>
  </message>
  <message>
   <source>a file is where the folder belongs</source>
   <translation>eine Datei ist, wo der Ordner hingehört</translation>
  </message>
  <message>
   <source>a launcher for several processes can start “train” alone; prepare first</source>
   <translation>ein Startprogramm für mehrere Prozesse kann nur „train“ starten; bereiten Sie vorher vor</translation>
  </message>
  <message>
   <source>an export</source>
   <translation>ein Export</translation>
  </message>
  <message>
   <source>early</source>
   <translation>zu früh</translation>
  </message>
  <message>
   <source>feature kind “ave” of SyncTalk_2D</source>
   <translation>Merkmalsart „ave“ von SyncTalk_2D</translation>
  </message>
  <message>
   <source>feature kind “hubert”</source>
   <translation>Merkmalsart „hubert“</translation>
  </message>
  <message>
   <source>feature kind “wenet”, Mandarin</source>
   <translation>Merkmalsart „wenet“, Mandarin</translation>
  </message>
  <message>
   <source>finds faces in a picture</source>
   <translation>findet Gesichter in einem Bild</translation>
  </message>
  <message>
   <source>finds the points of a face</source>
   <translation>findet die Punkte eines Gesichts</translation>
  </message>
  <message>
   <source>finds the points of a face, the lips more finely</source>
   <translation>findet die Punkte eines Gesichts, die Lippen feiner</translation>
  </message>
  <message>
   <source>give --name for a checkpoint</source>
   <translation>für einen Checkpoint --name angeben</translation>
  </message>
  <message>
   <source>give --name or --dataset_dir</source>
   <translation>--name oder --dataset_dir angeben</translation>
  </message>
  <message>
   <source>give one of --video_dir, --video_list and --json_config</source>
   <translation>eines von --video_dir, --video_list und --json_config angeben</translation>
  </message>
  <message>
   <source>hears the speech (feature kind “moonshine”)</source>
   <translation>hört die Sprache (Merkmalsart „moonshine“)</translation>
  </message>
  <message>
   <source>it begins or ends with a space, or ends with a dot</source>
   <translation>er beginnt oder endet mit einem Leerzeichen, oder endet mit einem Punkt</translation>
  </message>
  <message>
   <source>it begins with a dash</source>
   <translation>er beginnt mit einem Bindestrich</translation>
  </message>
  <message>
   <source>it begins with a dot</source>
   <translation>er beginnt mit einem Punkt</translation>
  </message>
  <message>
   <source>it has no landmarks</source>
   <translation>es hat keine Gesichtspunkte</translation>
  </message>
  <message>
   <source>it has no list “videos”</source>
   <translation>es hat keine Liste „videos“</translation>
  </message>
  <message>
   <source>it has one of the characters &lt; &gt; : " / \ | ? * or a control character</source>
   <translation>er hat eines der Zeichen &lt; &gt; : " / \ | ? * oder ein Steuerzeichen</translation>
  </message>
  <message>
   <source>it holds neither full_body_img nor checkpoints such as 99.pth</source>
   <translation>es enthält weder full_body_img noch Checkpoints wie 99.pth</translation>
  </message>
  <message>
   <source>it holds no weights</source>
   <translation>es enthält keine Gewichte</translation>
  </message>
  <message>
   <source>it is a folder</source>
   <translation>es ist ein Ordner</translation>
  </message>
  <message>
   <source>it is empty</source>
   <translation>es ist leer</translation>
  </message>
  <message>
   <source>it is neither a zip nor a checkpoint</source>
   <translation>es ist weder ein Zip noch ein Checkpoint</translation>
  </message>
  <message>
   <source>it is not an ordinary file</source>
   <translation>es ist keine gewöhnliche Datei</translation>
  </message>
  <message>
   <source>it is not the same on all machines</source>
   <translation>es ist nicht auf allen Rechnern gleich</translation>
  </message>
  <message>
   <source>it is the speech file itself</source>
   <translation>es ist die Sprachdatei selbst</translation>
  </message>
  <message>
   <source>it lies in that very place already</source>
   <translation>es liegt schon an genau dieser Stelle</translation>
  </message>
  <message>
   <source>it names other files, which are not there</source>
   <translation>es nennt andere Dateien, die nicht da sind</translation>
  </message>
  <message>
   <source>it was written by another version of the program</source>
   <translation>es wurde von einer anderen Version des Programms geschrieben</translation>
  </message>
  <message>
   <source>its pictures are not all of one size</source>
   <translation>seine Bilder sind nicht alle gleich groß</translation>
  </message>
  <message>
   <source>landmarks exactly as the research code finds them</source>
   <translation>Gesichtspunkte genau wie im Forschungscode</translation>
  </message>
  <message>
   <source>late</source>
   <translation>zu spät</translation>
  </message>
  <message>
   <source>names that begin with syncnet_ are kept for SyncNet checkpoints</source>
   <translation>Namen, die mit syncnet_ beginnen, sind für SyncNet-Checkpoints bestimmt</translation>
  </message>
  <message>
   <source>perceptual loss</source>
   <translation>Wahrnehmungsverlust</translation>
  </message>
  <message>
   <source>perceptual loss of the research code</source>
   <translation>Wahrnehmungsverlust des Forschungscodes</translation>
  </message>
  <message>
   <source>{count} processes train together.</source>
   <translation>{count} Prozesse trainieren gemeinsam.</translation>
  </message>
  <message>
   <source>{count} videos are learnt together: {names}.</source>
   <translation>{count} Videos werden gemeinsam gelernt: {names}.</translation>
  </message>
  <message>
   <source>{failed} of {total} videos could not be prepared: {names}.</source>
   <translation>{failed} von {total} Videos konnten nicht vorbereitet werden: {names}.</translation>
  </message>
  <message>
   <source>{frames} frames of “{name}” were excluded by hand; they are neither learnt from nor measured on.</source>
   <translation>{frames} Bilder von „{name}“ wurden von Hand ausgeschlossen; aus ihnen wird nicht gelernt und an ihnen nicht gemessen.</translation>
  </message>
  <message>
   <source>{frames} frames show no usable face; they are filled in and left out of training.</source>
   <translation>{frames} Bilder zeigen kein brauchbares Gesicht; sie werden aufgefüllt und nicht gelernt.</translation>
  </message>
  <message>
   <source>{frames} pictures of the video are damaged and were left out.</source>
   <translation>{frames} Bilder des Videos sind beschädigt und wurden weggelassen.</translation>
  </message>
  <message>
   <source>{option} has no effect here: {reason}.</source>
   <translation>{option} hat hier keine Wirkung: {reason}.</translation>
  </message>
  <message>
   <source>{path} cannot be imported: {reason}.</source>
   <translation>{path} kann nicht importiert werden: {reason}.</translation>
  </message>
  <message>
   <source>{path} cannot be read ({reason}); the training goes on from the state saved before it.</source>
   <translation>{path} ist nicht lesbar ({reason}); das Training macht beim davor gesicherten Stand weiter.</translation>
  </message>
  <message>
   <source>{path} cannot be read as a video: {reason}.</source>
   <translation>{path} ist nicht als Video lesbar: {reason}.</translation>
  </message>
  <message>
   <source>{path} cannot be read or written: the system does not allow it.</source>
   <translation>{path} kann nicht gelesen oder geschrieben werden: Das System erlaubt es nicht.</translation>
  </message>
  <message>
   <source>{path} cannot be used as a list of videos: {problems}.</source>
   <translation>{path} kann nicht als Liste von Videos dienen: {problems}.</translation>
  </message>
  <message>
   <source>{path} cannot be used as an add-on: {reason}.</source>
   <translation>{path} kann nicht als Erweiterung dienen: {reason}.</translation>
  </message>
  <message>
   <source>{path} cannot be used: {reason}.</source>
   <translation>{path} ist nicht brauchbar: {reason}.</translation>
  </message>
  <message>
   <source>{path} does not say which audio features it was trained with.</source>
   <translation>{path} sagt nicht, mit welchen Tonmerkmalen es trainiert wurde.</translation>
  </message>
  <message>
   <source>{path} has no picture, only sound.</source>
   <translation>{path} hat kein Bild, nur Ton.</translation>
  </message>
  <message>
   <source>{path} has no sound in it.</source>
   <translation>{path} hat keinen Ton.</translation>
  </message>
  <message>
   <source>{path} has no sound, and a lip-sync model cannot be made without it.</source>
   <translation>{path} hat keinen Ton, und ohne ihn kann kein Lippensynchron-Modell entstehen.</translation>
  </message>
  <message>
   <source>{path} has transparency, which is left out: what is transparent shows its stored colour.</source>
   <translation>{path} hat Durchsichtigkeit; sie bleibt weg: Durchsichtiges zeigt seine gespeicherte Farbe.</translation>
  </message>
  <message>
   <source>{path} has {count} tracks of sound; number {number} is used ({detail}).</source>
   <translation>{path} hat {count} Tonspuren; Nummer {number} wird benutzt ({detail}).</translation>
  </message>
  <message>
   <source>{path} holds no weights that this program knows, or they are damaged.</source>
   <translation>{path} enthält keine Gewichte, die dieses Programm kennt, oder sie sind beschädigt.</translation>
  </message>
  <message>
   <source>{path} is a folder, not a video file.</source>
   <translation>{path} ist ein Ordner, keine Videodatei.</translation>
  </message>
  <message>
   <source>{path} is an HDR video ({kind}); its brightness was mapped to that of ordinary screens.</source>
   <translation>{path} ist ein HDR-Video ({kind}); seine Helligkeit wurde auf die gewöhnlicher Bildschirme abgebildet.</translation>
  </message>
  <message>
   <source>{path} is cut short: its index is missing, as when a recording or a copy was interrupted.</source>
   <translation>{path} ist abgeschnitten: Das Verzeichnis fehlt, wie nach einer abgebrochenen Aufnahme oder Kopie.</translation>
  </message>
  <message>
   <source>{path} is empty (0 bytes).</source>
   <translation>{path} ist leer (0 Bytes).</translation>
  </message>
  <message>
   <source>{path} is not a folder.</source>
   <translation>{path} ist kein Ordner.</translation>
  </message>
  <message>
   <source>{path} is not a usable checkpoint: {reason}.</source>
   <translation>{path} ist kein brauchbarer Checkpoint: {reason}.</translation>
  </message>
  <message>
   <source>{path} is not a whole export of this program: {reason}.</source>
   <translation>{path} ist kein ganzer Export dieses Programms: {reason}.</translation>
  </message>
  <message>
   <source>{path} is there already and will be replaced.</source>
   <translation>{path} ist schon da und wird ersetzt.</translation>
  </message>
  <message>
   <source>{path} was made for {found}, but {wanted} was asked for.</source>
   <translation>{path} wurde für {found} gemacht, verlangt war {wanted}.</translation>
  </message>
  <message>
   <source>{percent} % of the sound is distorted by overload.</source>
   <translation>{percent} % des Tons sind durch Übersteuerung verzerrt.</translation>
  </message>
  <message>
   <source>{stage} finished in {seconds} s.</source>
   <translation>{stage} fertig in {seconds} s.</translation>
  </message>
  <message>
   <source>{stage} is already done and unchanged; skipped.</source>
   <translation>{stage} ist schon getan und unverändert; übersprungen.</translation>
  </message>
  <message>
   <source>{stage} started.</source>
   <translation>{stage} begonnen.</translation>
  </message>
  <message>
   <source>{start} s: another scene begins</source>
   <translation>{start} s: eine andere Szene beginnt</translation>
  </message>
  <message>
   <source>{start} to {end} s: another light, or a poor one</source>
   <translation>{start} bis {end} s: anderes oder schlechtes Licht</translation>
  </message>
  <message>
   <source>{start} to {end} s: no face</source>
   <translation>{start} bis {end} s: kein Gesicht</translation>
  </message>
  <message>
   <source>{start} to {end} s: other faces</source>
   <translation>{start} bis {end} s: andere Gesichter</translation>
  </message>
  <message>
   <source>{start} to {end} s: something is before the mouth</source>
   <translation>{start} bis {end} s: etwas ist vor dem Mund</translation>
  </message>
  <message>
   <source>{start} to {end} s: the face is blurred</source>
   <translation>{start} bis {end} s: das Gesicht ist unscharf</translation>
  </message>
  <message>
   <source>{start} to {end} s: the face is turned away</source>
   <translation>{start} bis {end} s: das Gesicht ist weggedreht</translation>
  </message>
  <message>
   <source>{videos} videos, {jobs} at a time. One preparation alone keeps two cores busy and may take {memory_gb} GB of memory; here are {cores} cores and {free_gb} GB free.</source>
   <translation>{videos} Videos, {jobs} zugleich. Eine Vorbereitung allein beschäftigt zwei Kerne und kann {memory_gb} GB Speicher brauchen; hier sind {cores} Kerne und {free_gb} GB frei.</translation>
  </message>
  <message>
   <source>“{name}” and “{other}” cannot be learnt together: they differ in {what} ({one}, {two}).</source>
   <translation>„{name}“ und „{other}“ können nicht gemeinsam gelernt werden: sie unterscheiden sich in {what} ({one}, {two}).</translation>
  </message>
  <message>
   <source>“{name}” has audio features of the kind {found}, not {kind}: {path} is missing.</source>
   <translation>„{name}“ hat Tonmerkmale der Art {found}, nicht {kind}: {path} fehlt.</translation>
  </message>
  <message>
   <source>“{name}” has only {frames} usable frames; at least {needed} are needed.</source>
   <translation>„{name}“ hat nur {frames} brauchbare Bilder; mindestens {needed} sind nötig.</translation>
  </message>
  <message>
   <source>“{name}” has {pictures} pictures, {landmarks} landmark files and features for {rows} frames; the first {used} frames are used.</source>
   <translation>„{name}“ hat {pictures} Bilder, {landmarks} Gesichtspunkt-Dateien und Merkmale für {rows} Bilder; die ersten {used} werden benutzt.</translation>
  </message>
  <message>
   <source>“{name}” has {what} already: {path}.</source>
   <translation>„{name}“ hat schon {what}: {path}.</translation>
  </message>
  <message>
   <source>“{name}” is being trained on this processor too (process {pid}); both will be slow.</source>
   <translation>„{name}“ wird auch auf diesem Prozessor trainiert (Prozess {pid}); beide werden langsam sein.</translation>
  </message>
  <message>
   <source>“{name}” is being trained on {device} already (process {pid}, in {workspace}).</source>
   <translation>„{name}“ wird schon auf {device} trainiert (Prozess {pid}, in {workspace}).</translation>
  </message>
  <message>
   <source>“{name}” is not there any more.</source>
   <translation>„{name}“ ist nicht mehr da.</translation>
  </message>
 </context>
 <context>
  <name>ExclusionBar</name>
  <message>
   <source>Exclude</source>
   <translation>Ausschließen</translation>
  </message>
  <message>
   <source>Leave out what is marked</source>
   <translation>Markiertes weglassen</translation>
  </message>
  <message>
   <source>Leave the selection out (X)</source>
   <translation>Auswahl weglassen (X)</translation>
  </message>
  <message>
   <source>Nothing is marked</source>
   <translation>Nichts ist markiert</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Take in</source>
   <translation>Aufnehmen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Use the selection again ({keys})</source>
   <translation>Die Auswahl wieder benutzen ({keys})</translation>
  </message>
  <message>
   <source>exclude</source>
   <translation>ausschließen</translation>
  </message>
  <message>
   <source>faulty parts</source>
   <translation>fehlerhafte Teile</translation>
  </message>
  <message>
   <source>take in</source>
   <translation>aufnehmen</translation>
  </message>
  <message>
   <source>{n} frames left out from the next training on</source>
   <translation>{n} Bilder ab dem nächsten Training weggelassen</translation>
  </message>
  <message>
   <source>{what}: {n} frames</source>
   <translation>{what}: {n} Bilder</translation>
  </message>
 </context>
 <context>
  <name>Features</name>
  <message>
   <source>Chinese</source>
   <translation>Chinesisch</translation>
  </message>
  <message>
   <source>any language</source>
   <translation>jede Sprache</translation>
  </message>
  <message>
   <source>needs no weights</source>
   <translation>braucht keine Gewichte</translation>
  </message>
  <message>
   <source>research code</source>
   <translation>Forschungscode</translation>
  </message>
  <message>
   <source>the default</source>
   <translation>die Vorgabe</translation>
  </message>
 </context>
 <context>
  <name>Findings</name>
  <message>
   <source>Nothing speaks against this video.</source>
   <translation>Nichts spricht gegen dieses Video.</translation>
  </message>
  <message>
   <source>The face was found in all {frames} frames.</source>
   <translation>Das Gesicht wurde in allen {frames} Bildern gefunden.</translation>
  </message>
  <message>
   <source>The face was found in {faces} of {frames} frames.</source>
   <translation>Das Gesicht wurde in {faces} von {frames} Bildern gefunden.</translation>
  </message>
  <message>
   <source>{duration} of video, {width} × {height} pixels, {fps} frames a second.</source>
   <translation>{duration} Video, {width} × {height} Pixel, {fps} Bilder je Sekunde.</translation>
  </message>
 </context>
 <context>
  <name>FindingsPanel</name>
  <message>
   <source>Install …</source>
   <translation>Installieren …</translation>
  </message>
  <message>
   <source>Keep as it is</source>
   <translation>So lassen</translation>
  </message>
  <message>
   <source>Use Moonshine</source>
   <translation>Moonshine benutzen</translation>
  </message>
  <message>
   <source>What the check found</source>
   <translation>Was die Prüfung fand</translation>
  </message>
 </context>
 <context>
  <name>FootBar</name>
  <message>
   <source>Jobs ▴</source>
   <translation>Aufträge ▴</translation>
  </message>
  <message>
   <source>Looking at {name} …</source>
   <translation>{name} wird angesehen …</translation>
  </message>
  <message>
   <source>Nothing is running.</source>
   <translation>Nichts läuft.</translation>
  </message>
  <message>
   <source>Queue {n} · held ▴</source>
   <translation>Warteschlange {n} · angehalten ▴</translation>
  </message>
  <message>
   <source>Queue {n} ▴</source>
   <translation>Warteschlange {n} ▴</translation>
  </message>
  <message>
   <source>The queue is held; {n} wait.</source>
   <translation>Die Warteschlange ist angehalten; {n} warten.</translation>
  </message>
  <message>
   <source>demo</source>
   <translation>Vorführung</translation>
  </message>
  <message>
   <source>evaluate</source>
   <translation>auswerten</translation>
  </message>
  <message>
   <source>next: {names}</source>
   <translation>danach: {names}</translation>
  </message>
  <message>
   <source>on {device}</source>
   <translation>auf {device}</translation>
  </message>
  <message>
   <source>prepare</source>
   <translation>vorbereiten</translation>
  </message>
  <message>
   <source>prepare and train</source>
   <translation>vorbereiten und trainieren</translation>
  </message>
  <message>
   <source>render</source>
   <translation>rendern</translation>
  </message>
  <message>
   <source>train</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>try</source>
   <translation>ausprobieren</translation>
  </message>
  <message>
   <source>{duration} left</source>
   <translation>noch {duration}</translation>
  </message>
 </context>
 <context>
  <name>FramePlayer</name>
  <message>
   <source>Frame {n} cannot be read: {reason}.</source>
   <translation>Bild {n} ist nicht lesbar: {reason}.</translation>
  </message>
  <message>
   <source>Nothing to show yet.</source>
   <translation>Noch nichts zu zeigen.</translation>
  </message>
  <message>
   <source>Reading the clip…</source>
   <translation>Der Clip wird gelesen …</translation>
  </message>
  <message>
   <source>Show the 110 points of the face</source>
   <translation>Die 110 Punkte des Gesichts zeigen</translation>
  </message>
  <message>
   <source>Show the square that the model sees</source>
   <translation>Das Quadrat zeigen, das das Modell sieht</translation>
  </message>
  <message>
   <source>The clip cannot be read: {reason}.</source>
   <translation>Der Clip ist nicht lesbar: {reason}.</translation>
  </message>
  <message>
   <source>crop box</source>
   <translation>Ausschnitt</translation>
  </message>
  <message>
   <source>held out</source>
   <translation>zurückgehalten</translation>
  </message>
  <message>
   <source>landmarks</source>
   <translation>Gesichtspunkte</translation>
  </message>
 </context>
 <context>
  <name>FrameView</name>
  <message>
   <source>Picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>no face here: filled in</source>
   <translation>hier kein Gesicht: aufgefüllt</translation>
  </message>
 </context>
 <context>
  <name>HeldOut</name>
  <message>
   <source>epoch {n} · {count} frames</source>
   <translation>Epoche {n} · {count} Bilder</translation>
  </message>
  <message>
   <source>epoch {n} · {when}</source>
   <translation>Epoche {n} · {when}</translation>
  </message>
 </context>
 <context>
  <name>ImportBar</name>
  <message>
   <source>Cancel the import</source>
   <translation>Import abbrechen</translation>
  </message>
  <message>
   <source>Importing {name}</source>
   <translation>{name} wird importiert</translation>
  </message>
  <message>
   <source>Importing {name}, {n} more</source>
   <translation>{name} wird importiert, {n} weitere</translation>
  </message>
 </context>
 <context>
  <name>ImportDialog</name>
  <message>
   <source>A prepared video</source>
   <translation>Ein vorbereitetes Video</translation>
  </message>
  <message>
   <source>A trained model</source>
   <translation>Ein trainiertes Modell</translation>
  </message>
  <message>
   <source>An exported project</source>
   <translation>Ein exportiertes Projekt</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Copy into the workspace ({size})</source>
   <translation>In den Arbeitsbereich kopieren ({size})</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message>
   <source>Open as workspace</source>
   <translation>Als Arbeitsbereich öffnen</translation>
  </message>
  <message>
   <source>Project of the model {name}</source>
   <translation>Projekt des Modells {name}</translation>
  </message>
  <message>
   <source>Show the folder as it is, and work in it: nothing is copied.</source>
   <translation>Den Ordner zeigen, wie er ist, und darin arbeiten: Nichts wird kopiert.</translation>
  </message>
  <message>
   <source>Use where it lies: takes no room, but it has to stay there</source>
   <translation>Benutzen, wo es liegt: braucht keinen Platz, muss aber dort bleiben</translation>
  </message>
  <message>
   <source>add to “{name}”</source>
   <translation>zu „{name}“ hinzufügen</translation>
  </message>
  <message>
   <source>new project “{name}”</source>
   <translation>neues Projekt „{name}“</translation>
  </message>
  <message>
   <source>{n} things to import were found.</source>
   <translation>{n} Dinge zum Importieren wurden gefunden.</translation>
  </message>
  <message>
   <source>{what} was found.</source>
   <translation>{what} wurde gefunden.</translation>
  </message>
 </context>
 <context>
  <name>IntakeView</name>
  <message>
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message>
   <source>Import folder</source>
   <translation>Ordner importieren</translation>
  </message>
  <message>
   <source>The import is finished.</source>
   <translation>Der Import ist fertig.</translation>
  </message>
  <message>
   <source>There is nothing in it to import: no video, prepared video or model.</source>
   <translation>Darin ist nichts zu importieren: kein Video, kein vorbereitetes Video, kein Modell.</translation>
  </message>
  <message>
   <source>Videos, models and exported projects ({patterns});;All files (*)</source>
   <translation>Videos, Modelle und exportierte Projekte ({patterns});;Alle Dateien (*)</translation>
  </message>
  <message>
   <source>{n} imports are finished.</source>
   <translation>{n} Importe sind fertig.</translation>
  </message>
  <message>
   <source>“{name}” is here already.</source>
   <translation>„{name}“ ist schon hier.</translation>
  </message>
 </context>
 <context>
  <name>KindDialog</name>
  <message>
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message>
   <source>Import a model</source>
   <translation>Ein Modell importieren</translation>
  </message>
  <message>
   <source>Leave it out</source>
   <translation>Weglassen</translation>
  </message>
  <message>
   <source>The file does not say it, and with other features its lips would not fit the sound. Models of the research code were mostly trained with AVE or HuBERT.</source>
   <translation>Die Datei sagt es nicht, und mit anderen Merkmalen passten die Lippen nicht zum Ton. Modelle des Forschungscodes wurden meist mit AVE oder HuBERT trainiert.</translation>
  </message>
  <message>
   <source>Which sound features was “{name}” trained with?</source>
   <translation>Mit welchen Tonmerkmalen wurde „{name}“ trainiert?</translation>
  </message>
 </context>
 <context>
  <name>LiveFrame</name>
  <message>
   <source>The frames appear here while they are made.</source>
   <translation>Die Bilder erscheinen hier, während sie entstehen.</translation>
  </message>
 </context>
 <context>
  <name>LogView</name>
  <message>
   <source>Copy all</source>
   <translation>Alles kopieren</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>Protokoll</translation>
  </message>
 </context>
 <context>
  <name>LossOverlay</name>
  <message>
   <source>All series are hidden.</source>
   <translation>Alle Kurven sind ausgeblendet.</translation>
  </message>
  <message>
   <source>No figures yet.</source>
   <translation>Noch keine Zahlen.</translation>
  </message>
  <message>
   <source>best</source>
   <translation>beste</translation>
  </message>
  <message>
   <source>best checkpoint at step {n}</source>
   <translation>bester Checkpoint bei Schritt {n}</translation>
  </message>
  <message>
   <source>epoch {n}</source>
   <translation>Epoche {n}</translation>
  </message>
  <message>
   <source>e{n}</source>
   <translation>E{n}</translation>
  </message>
  <message>
   <source>from step {n} on: {text}</source>
   <translation>ab Schritt {n}: {text}</translation>
  </message>
  <message>
   <source>saved</source>
   <translation>gesichert</translation>
  </message>
  <message>
   <source>step {n}</source>
   <translation>Schritt {n}</translation>
  </message>
  <message>
   <source>up to step {n}</source>
   <translation>bis Schritt {n}</translation>
  </message>
  <message>
   <source>{name}: now {last}, between {low} and {high}</source>
   <translation>{name}: jetzt {last}, zwischen {low} und {high}</translation>
  </message>
 </context>
 <context>
  <name>LossPlot</name>
  <message>
   <source>+ compare run</source>
   <translation>+ Lauf vergleichen</translation>
  </message>
  <message>
   <source>Chart of losses over training steps</source>
   <translation>Diagramm der Verluste über den Trainingsschritten</translation>
  </message>
  <message>
   <source>How much the lines are smoothed</source>
   <translation>Wie sehr die Linien geglättet werden</translation>
  </message>
  <message>
   <source>Lay another run over this one</source>
   <translation>Einen anderen Lauf darüberlegen</translation>
  </message>
  <message>
   <source>Logarithmic axis</source>
   <translation>Logarithmische Achse</translation>
  </message>
  <message>
   <source>Numbers (CSV)…</source>
   <translation>Zahlen (CSV) …</translation>
  </message>
  <message>
   <source>Picture (*.png)</source>
   <translation>Bild (*.png)</translation>
  </message>
  <message>
   <source>Picture (PNG)…</source>
   <translation>Bild (PNG) …</translation>
  </message>
  <message>
   <source>Save picture or numbers</source>
   <translation>Bild oder Zahlen speichern</translation>
  </message>
  <message>
   <source>Save the chart</source>
   <translation>Diagramm speichern</translation>
  </message>
  <message>
   <source>Save the numbers</source>
   <translation>Zahlen speichern</translation>
  </message>
  <message>
   <source>Show or hide {name}</source>
   <translation>{name} zeigen oder verbergen</translation>
  </message>
  <message>
   <source>Show the whole run again</source>
   <translation>Den ganzen Lauf wieder zeigen</translation>
  </message>
  <message>
   <source>Smoothing</source>
   <translation>Glättung</translation>
  </message>
  <message>
   <source>Table (*.csv)</source>
   <translation>Tabelle (*.csv)</translation>
  </message>
  <message>
   <source>Take {name} away</source>
   <translation>{name} wegnehmen</translation>
  </message>
  <message>
   <source>export</source>
   <translation>exportieren</translation>
  </message>
  <message>
   <source>log</source>
   <translation>log</translation>
  </message>
  <message>
   <source>show all</source>
   <translation>alle zeigen</translation>
  </message>
  <message>
   <source>smooth {weight}</source>
   <translation>Glättung {weight}</translation>
  </message>
  <message>
   <source>{path} could not be written: {reason}.</source>
   <translation>{path} konnte nicht geschrieben werden: {reason}.</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Open workspace</source>
   <translation>Arbeitsbereich öffnen</translation>
  </message>
  <message>
   <source>Saving and stopping; the window closes when that is done.</source>
   <translation>Es wird gesichert und angehalten; danach schließt sich das Fenster.</translation>
  </message>
  <message>
   <source>{n} videos were imported.</source>
   <translation>{n} Videos wurden importiert.</translation>
  </message>
 </context>
 <context>
  <name>Menus</name>
  <message>
   <source>&amp;About SyncTalk Studio</source>
   <translation>Ü&amp;ber SyncTalk Studio</translation>
  </message>
  <message>
   <source>&amp;Bin …</source>
   <translation>Papier&amp;korb …</translation>
  </message>
  <message>
   <source>&amp;Dark</source>
   <translation>&amp;Dunkel</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>&amp;Datei</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <source>&amp;Import …</source>
   <translation>&amp;Importieren …</translation>
  </message>
  <message>
   <source>&amp;Last change</source>
   <translation>&amp;Letzte Änderung</translation>
  </message>
  <message>
   <source>&amp;Light</source>
   <translation>&amp;Hell</translation>
  </message>
  <message>
   <source>&amp;Name</source>
   <translation>&amp;Name</translation>
  </message>
  <message>
   <source>&amp;Prepare</source>
   <translation>&amp;Vorbereiten</translation>
  </message>
  <message>
   <source>&amp;Queue</source>
   <translation>&amp;Warteschlange</translation>
  </message>
  <message>
   <source>&amp;Quit</source>
   <translation>&amp;Beenden</translation>
  </message>
  <message>
   <source>&amp;Recent workspaces</source>
   <translation>&amp;Zuletzt geöffnete Arbeitsbereiche</translation>
  </message>
  <message>
   <source>&amp;Render</source>
   <translation>&amp;Rendern</translation>
  </message>
  <message>
   <source>&amp;Search projects</source>
   <translation>Projekte &amp;suchen</translation>
  </message>
  <message>
   <source>&amp;Settings …</source>
   <translation>&amp;Einstellungen …</translation>
  </message>
  <message>
   <source>&amp;Show workspace folder</source>
   <translation>Ordner des Arbeitsbereichs &amp;zeigen</translation>
  </message>
  <message>
   <source>&amp;Train</source>
   <translation>&amp;Trainieren</translation>
  </message>
  <message>
   <source>&amp;Try the sample clip</source>
   <translation>Beispielclip &amp;ausprobieren</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>&amp;Ansicht</translation>
  </message>
  <message>
   <source>&amp;Weights …</source>
   <translation>&amp;Gewichte …</translation>
  </message>
  <message>
   <source>As the &amp;system</source>
   <translation>Wie das &amp;System</translation>
  </message>
  <message>
   <source>Import &amp;folder …</source>
   <translation>&amp;Ordner importieren …</translation>
  </message>
  <message>
   <source>Import what was &amp;copied</source>
   <translation>&amp;Kopiertes importieren</translation>
  </message>
  <message>
   <source>None yet</source>
   <translation>Noch keine</translation>
  </message>
  <message>
   <source>Open &amp;workspace …</source>
   <translation>&amp;Arbeitsbereich öffnen …</translation>
  </message>
  <message>
   <source>Pre&amp;view</source>
   <translation>Vor&amp;schau</translation>
  </message>
  <message>
   <source>Read &amp;again</source>
   <translation>&amp;Neu einlesen</translation>
  </message>
  <message>
   <source>S&amp;ort projects by</source>
   <translation>Projekte s&amp;ortieren nach</translation>
  </message>
  <message>
   <source>Save a &amp;report …</source>
   <translation>&amp;Bericht speichern …</translation>
  </message>
  <message>
   <source>T&amp;heme</source>
   <translation>&amp;Farben</translation>
  </message>
 </context>
 <context>
  <name>Metrics</name>
  <message>
   <source>Held-out quality, dB</source>
   <translation>Qualität, dB</translation>
  </message>
  <message>
   <source>Model losses</source>
   <translation>Modellverluste</translation>
  </message>
  <message>
   <source>SyncNet losses</source>
   <translation>SyncNet-Verluste</translation>
  </message>
  <message>
   <source>critic</source>
   <translation>Kritiker</translation>
  </message>
  <message>
   <source>detail</source>
   <translation>Feinheit</translation>
  </message>
  <message>
   <source>fine detail as well</source>
   <translation>auch feine Einzelheiten</translation>
  </message>
  <message>
   <source>in step</source>
   <translation>im Takt</translation>
  </message>
  <message>
   <source>mean mouth</source>
   <translation>mittlerer Mund</translation>
  </message>
  <message>
   <source>mouth</source>
   <translation>Mund</translation>
  </message>
  <message>
   <source>mouth shape</source>
   <translation>Mundform</translation>
  </message>
  <message>
   <source>mouth, other sound</source>
   <translation>Mund, anderer Ton</translation>
  </message>
  <message>
   <source>movement</source>
   <translation>Bewegung</translation>
  </message>
  <message>
   <source>picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>realism</source>
   <translation>Echtheit</translation>
  </message>
  <message>
   <source>texture</source>
   <translation>Textur</translation>
  </message>
  <message>
   <source>train</source>
   <translation>Training</translation>
  </message>
 </context>
 <context>
  <name>NameDialog</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
 </context>
 <context>
  <name>PictureMenu</name>
  <message>
   <source>Picture (*.png)</source>
   <translation>Bild (*.png)</translation>
  </message>
  <message>
   <source>Save a frame or a strip of frames</source>
   <translation>Ein Bild oder einen Streifen von Bildern speichern</translation>
  </message>
  <message>
   <source>Save the picture</source>
   <translation>Bild speichern</translation>
  </message>
  <message>
   <source>Strip of frames (PNG)…</source>
   <translation>Streifen von Bildern (PNG) …</translation>
  </message>
  <message>
   <source>This frame (PNG)…</source>
   <translation>Dieses Bild (PNG) …</translation>
  </message>
  <message>
   <source>export</source>
   <translation>exportieren</translation>
  </message>
  <message>
   <source>frame</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>strip</source>
   <translation>Streifen</translation>
  </message>
  <message>
   <source>{file} could not be written: {reason}.</source>
   <translation>{file} konnte nicht geschrieben werden: {reason}.</translation>
  </message>
  <message>
   <source>{file} was saved.</source>
   <translation>{file} wurde gespeichert.</translation>
  </message>
 </context>
 <context>
  <name>PrepareForm</name>
  <message>
   <source>&amp;Frames</source>
   <translation>Bi&amp;lder</translation>
  </message>
  <message>
   <source>&amp;Landmarks</source>
   <translation>&amp;Gesichtspunkte</translation>
  </message>
  <message>
   <source>&amp;Sound</source>
   <translation>&amp;Ton</translation>
  </message>
  <message>
   <source>468 points · faster</source>
   <translation>468 Punkte · schneller</translation>
  </message>
  <message>
   <source>478 points · finer</source>
   <translation>478 Punkte · feiner</translation>
  </message>
  <message>
   <source>Disk needed</source>
   <translation>Platzbedarf</translation>
  </message>
  <message>
   <source>JPEG · a quarter of the disk</source>
   <translation>JPEG · ein Viertel des Platzes</translation>
  </message>
  <message>
   <source>Move the sound into step</source>
   <translation>Ton in Takt bringen</translation>
  </message>
  <message>
   <source>PFLD · as the research code</source>
   <translation>PFLD · wie der Forschungscode</translation>
  </message>
  <message>
   <source>PNG · exact</source>
   <translation>PNG · genau</translation>
  </message>
  <message>
   <source>Video</source>
   <translation>Video</translation>
  </message>
  <message>
   <source>Where sound and lips are apart by more than a frame, and that is certain</source>
   <translation>Wo Ton und Lippen um mehr als ein Bild auseinander sind und das sicher ist</translation>
  </message>
  <message>
   <source>not known</source>
   <translation>nicht bekannt</translation>
  </message>
  <message>
   <source>{needed} of {free}</source>
   <translation>{needed} von {free}</translation>
  </message>
 </context>
 <context>
  <name>PreparePage</name>
  <message>
   <source>Drop a video into the window to make a project of it.</source>
   <translation>Ein Video in das Fenster ziehen, um ein Projekt daraus zu machen.</translation>
  </message>
  <message>
   <source>Face, sound and sharpness are looked at, so that no hours are lost.</source>
   <translation>Gesicht, Ton und Schärfe werden angesehen, damit keine Stunden verloren gehen.</translation>
  </message>
  <message>
   <source>Go on preparing</source>
   <translation>Weiter vorbereiten</translation>
  </message>
  <message>
   <source>Locate the video</source>
   <translation>Video suchen</translation>
  </message>
  <message>
   <source>Locate the video …</source>
   <translation>Video suchen …</translation>
  </message>
  <message>
   <source>Looking at the video …</source>
   <translation>Das Video wird angesehen …</translation>
  </message>
  <message>
   <source>Prepare</source>
   <translation>Vorbereiten</translation>
  </message>
  <message>
   <source>Prepare again</source>
   <translation>Erneut vorbereiten</translation>
  </message>
  <message>
   <source>Preparing</source>
   <translation>Wird vorbereitet</translation>
  </message>
  <message>
   <source>Press Prepare at the top right. The video is cut into frames, the face is followed through them, and the sound is turned into what the model hears.</source>
   <translation>Rechts oben Vorbereiten drücken. Das Video wird in Bilder zerlegt, das Gesicht durch sie verfolgt, und der Ton in das verwandelt, was das Modell hört.</translation>
  </message>
  <message>
   <source>Ready to prepare</source>
   <translation>Bereit zum Vorbereiten</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>The video this project came from is not known</source>
   <translation>Das Video, aus dem dieses Projekt entstand, ist nicht bekannt</translation>
  </message>
  <message>
   <source>There is no video here</source>
   <translation>Hier ist kein Video</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>Zeitleiste</translation>
  </message>
  <message>
   <source>Train …</source>
   <translation>Trainieren …</translation>
  </message>
  <message>
   <source>Videos ({patterns});;All files (*)</source>
   <translation>Videos ({patterns});;Alle Dateien (*)</translation>
  </message>
  <message>
   <source>What the check found</source>
   <translation>Was die Prüfung fand</translation>
  </message>
 </context>
 <context>
  <name>PreviewPage</name>
  <message>
   <source>Go to Prepare</source>
   <translation>Zu Vorbereiten</translation>
  </message>
  <message>
   <source>Held-out frames</source>
   <translation>Zurückgehaltene Bilder</translation>
  </message>
  <message>
   <source>Nothing to look at yet</source>
   <translation>Noch nichts anzusehen</translation>
  </message>
  <message>
   <source>Once the video is prepared you can step through its frames here, with landmarks and crop box; once a model is trained, its mouths stand beside the true ones.</source>
   <translation>Sobald das Video vorbereitet ist, können Sie hier durch seine Bilder gehen, mit Gesichtspunkten und Ausschnitt; sobald ein Modell trainiert ist, stehen seine Münder neben den wahren.</translation>
  </message>
  <message>
   <source>Render …</source>
   <translation>Rendern …</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <source>There are some once a model was trained</source>
   <translation>Es gibt welche, sobald ein Modell trainiert wurde</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>Zeitleiste</translation>
  </message>
  <message>
   <source>Train a model first</source>
   <translation>Zuerst ein Modell trainieren</translation>
  </message>
  <message>
   <source>Whole clip</source>
   <translation>Ganzer Clip</translation>
  </message>
  <message>
   <source>drawing epoch {n} · {share} %</source>
   <translation>Epoche {n} wird gezeichnet · {share} %</translation>
  </message>
  <message>
   <source>drawing epoch {n} …</source>
   <translation>Epoche {n} wird gezeichnet …</translation>
  </message>
  <message>
   <source>epoch {n} waits in the queue</source>
   <translation>Epoche {n} wartet in der Schlange</translation>
  </message>
 </context>
 <context>
  <name>ProblemBanner</name>
  <message>
   <source>Begin when it is free</source>
   <translation>Beginnen, wenn es frei ist</translation>
  </message>
  <message>
   <source>Go on at a lower rate</source>
   <translation>Mit kleinerer Lernrate weitermachen</translation>
  </message>
  <message>
   <source>Go on on the processor</source>
   <translation>Auf dem Prozessor weitermachen</translation>
  </message>
  <message>
   <source>Install weights …</source>
   <translation>Gewichte installieren …</translation>
  </message>
  <message>
   <source>Locate the video …</source>
   <translation>Video suchen …</translation>
  </message>
  <message>
   <source>Open log</source>
   <translation>Protokoll öffnen</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
 </context>
 <context>
  <name>ProblemDialog</name>
  <message>
   <source>A crash, a power cut or somebody ending it can do that. Jobs were not affected: they run in processes of their own, and what goes on is shown in the list.</source>
   <translation>Ein Absturz, ein Stromausfall oder ein erzwungenes Ende kann das bewirken. Aufträge waren nicht betroffen: Sie laufen in eigenen Prozessen, und was weiterläuft, steht in der Liste.</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Jobs are not affected: they run in processes of their own. You can go on; if something looks wrong, start the program again.</source>
   <translation>Aufträge sind nicht betroffen: Sie laufen in eigenen Prozessen. Sie können weitermachen; wenn etwas falsch aussieht, das Programm neu starten.</translation>
  </message>
  <message>
   <source>Open log</source>
   <translation>Protokoll öffnen</translation>
  </message>
  <message>
   <source>Save a report …</source>
   <translation>Bericht speichern …</translation>
  </message>
  <message>
   <source>Something went wrong</source>
   <translation>Etwas ging schief</translation>
  </message>
  <message>
   <source>The last window, opened {when}, ended unexpectedly.</source>
   <translation>Das letzte Fenster, geöffnet {when}, endete unerwartet.</translation>
  </message>
  <message>
   <source>The window stumbled over a mistake.</source>
   <translation>Das Fenster stolperte über einen Fehler.</translation>
  </message>
  <message>
   <source>What happened is noted in {path}.</source>
   <translation>Was geschah, steht in {path}.</translation>
  </message>
  <message>
   <source>What happened was written down. A report has it, with paths and names removed.</source>
   <translation>Was geschah, wurde aufgeschrieben. Ein Bericht enthält es, ohne Pfade und Namen.</translation>
  </message>
 </context>
 <context>
  <name>ProjectActions</name>
  <message>
   <source>A job is at work on “{name}”: stop it first</source>
   <translation>Für „{name}“ läuft ein Auftrag: zuerst anhalten</translation>
  </message>
  <message>
   <source>A second project with the same prepared video and models, to try things on.</source>
   <translation>Ein zweites Projekt mit demselben vorbereiteten Video und denselben Modellen, um etwas auszuprobieren.</translation>
  </message>
  <message>
   <source>Deleted for good: {n}.</source>
   <translation>Endgültig gelöscht: {n}.</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>Duplizieren</translation>
  </message>
  <message>
   <source>Duplicate “{name}”</source>
   <translation>„{name}“ duplizieren</translation>
  </message>
  <message>
   <source>Put {n} projects away</source>
   <translation>{n} Projekte weglegen</translation>
  </message>
  <message>
   <source>Put “{name}” away</source>
   <translation>„{name}“ weglegen</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>Rename “{name}”</source>
   <translation>„{name}“ umbenennen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>What is “{name}” to be called?</source>
   <translation>Wie soll „{name}“ heißen?</translation>
  </message>
  <message>
   <source>{n} projects are back.</source>
   <translation>{n} Projekte sind zurück.</translation>
  </message>
  <message>
   <source>{n} projects are in the bin.</source>
   <translation>{n} Projekte sind im Papierkorb.</translation>
  </message>
  <message>
   <source>“{name}” is back.</source>
   <translation>„{name}“ ist zurück.</translation>
  </message>
  <message>
   <source>“{name}” is being imported</source>
   <translation>„{name}“ wird importiert</translation>
  </message>
  <message>
   <source>“{name}” is called “{new}” now.</source>
   <translation>„{name}“ heißt jetzt „{new}“.</translation>
  </message>
  <message>
   <source>“{name}” is in the bin.</source>
   <translation>„{name}“ ist im Papierkorb.</translation>
  </message>
  <message>
   <source>“{name}” waits in the queue: take it out first</source>
   <translation>„{name}“ wartet in der Schlange: zuerst herausnehmen</translation>
  </message>
  <message>
   <source>“{name}” was made.</source>
   <translation>„{name}“ wurde gemacht.</translation>
  </message>
 </context>
 <context>
  <name>ProjectMenu</name>
  <message>
   <source>&amp;Duplicate …</source>
   <translation>&amp;Duplizieren …</translation>
  </message>
  <message>
   <source>&amp;Prepare</source>
   <translation>&amp;Vorbereiten</translation>
  </message>
  <message>
   <source>&amp;Project</source>
   <translation>&amp;Projekt</translation>
  </message>
  <message>
   <source>&amp;Rename …</source>
   <translation>&amp;Umbenennen …</translation>
  </message>
  <message>
   <source>&amp;Train</source>
   <translation>&amp;Trainieren</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation>&amp;Rückgängig</translation>
  </message>
  <message>
   <source>&amp;Undo: {what}</source>
   <translation>&amp;Rückgängig: {what}</translation>
  </message>
  <message>
   <source>Open &amp;folder</source>
   <translation>&amp;Ordner öffnen</translation>
  </message>
  <message>
   <source>Prepare &amp;and train</source>
   <translation>Vorbereiten &amp;und trainieren</translation>
  </message>
  <message>
   <source>Put into the &amp;bin</source>
   <translation>In den Papier&amp;korb legen</translation>
  </message>
  <message>
   <source>Read a&amp;gain</source>
   <translation>Neu &amp;einlesen</translation>
  </message>
 </context>
 <context>
  <name>ProjectStage</name>
  <message>
   <source>cannot be used as it is</source>
   <translation>so nicht brauchbar</translation>
  </message>
  <message>
   <source>could not be prepared</source>
   <translation>konnte nicht vorbereitet werden</translation>
  </message>
  <message>
   <source>could not be rendered</source>
   <translation>konnte nicht gerendert werden</translation>
  </message>
  <message>
   <source>evaluating</source>
   <translation>wird ausgewertet</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>fehlgeschlagen</translation>
  </message>
  <message>
   <source>interrupted · resumable</source>
   <translation>unterbrochen · kann weitergehen</translation>
  </message>
  <message>
   <source>making the demo</source>
   <translation>macht die Vorführung</translation>
  </message>
  <message>
   <source>needs a look</source>
   <translation>bitte ansehen</translation>
  </message>
  <message>
   <source>not prepared yet</source>
   <translation>noch nicht vorbereitet</translation>
  </message>
  <message>
   <source>nothing here yet</source>
   <translation>noch nichts hier</translation>
  </message>
  <message>
   <source>preparing</source>
   <translation>wird vorbereitet</translation>
  </message>
  <message>
   <source>preparing and training</source>
   <translation>wird vorbereitet und trainiert</translation>
  </message>
  <message>
   <source>ready to train</source>
   <translation>bereit zum Trainieren</translation>
  </message>
  <message>
   <source>rendering</source>
   <translation>wird gerendert</translation>
  </message>
  <message>
   <source>trained · epoch {n}</source>
   <translation>trainiert · Epoche {n}</translation>
  </message>
  <message>
   <source>training</source>
   <translation>wird trainiert</translation>
  </message>
  <message>
   <source>training failed</source>
   <translation>Training fehlgeschlagen</translation>
  </message>
  <message>
   <source>trying</source>
   <translation>wird ausprobiert</translation>
  </message>
  <message>
   <source>working</source>
   <translation>arbeitet</translation>
  </message>
  <message>
   <source>{doing} · paused</source>
   <translation>{doing} · pausiert</translation>
  </message>
  <message>
   <source>{doing} · stopping</source>
   <translation>{doing} · hält an</translation>
  </message>
  <message>
   <source>{doing} · {n} %</source>
   <translation>{doing} · {n} %</translation>
  </message>
  <message>
   <source>{doing} …</source>
   <translation>{doing} …</translation>
  </message>
 </context>
 <context>
  <name>ProjectsModel</name>
  <message>
   <source>Last changed {when}</source>
   <translation>Zuletzt geändert {when}</translation>
  </message>
  <message>
   <source>one finding about its video</source>
   <translation>ein Befund zum Video</translation>
  </message>
  <message>
   <source>{n} findings about its video</source>
   <translation>{n} Befunde zum Video</translation>
  </message>
 </context>
 <context>
  <name>QueueDialog</name>
  <message>
   <source>At work</source>
   <translation>In Arbeit</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Begin jobs again</source>
   <translation>Aufträge wieder beginnen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Do not show it any more</source>
   <translation>Nicht mehr zeigen</translation>
  </message>
  <message>
   <source>Earlier</source>
   <translation>Früher</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Fehlgeschlagen</translation>
  </message>
  <message>
   <source>Hold the queue</source>
   <translation>Warteschlange anhalten</translation>
  </message>
  <message>
   <source>Later</source>
   <translation>Später</translation>
  </message>
  <message>
   <source>Nothing runs and nothing waits</source>
   <translation>Nichts läuft und nichts wartet</translation>
  </message>
  <message>
   <source>Open log</source>
   <translation>Protokoll öffnen</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>Warteschlange</translation>
  </message>
  <message>
   <source>Select several projects in the list and choose Prepare and train in the menu Project: they are done one after another, or one on each device.</source>
   <translation>Mehrere Projekte in der Liste auswählen und im Menü Projekt „Vorbereiten und trainieren“ wählen: Sie werden nacheinander erledigt, oder eines auf jedem Gerät.</translation>
  </message>
  <message>
   <source>Take out of the queue</source>
   <translation>Aus der Warteschlange nehmen</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Waiting (held)</source>
   <translation>Wartend (angehalten)</translation>
  </message>
  <message>
   <source>Waiting, in this order</source>
   <translation>Wartend, in dieser Reihenfolge</translation>
  </message>
  <message>
   <source>What runs goes on; nothing new begins</source>
   <translation>Was läuft, läuft weiter; Neues beginnt nicht</translation>
  </message>
  <message>
   <source>goes on</source>
   <translation>geht weiter</translation>
  </message>
 </context>
 <context>
  <name>Recorder</name>
  <message>
   <source>Nothing was heard; is the microphone allowed and on?</source>
   <translation>Es war nichts zu hören; ist das Mikrofon erlaubt und an?</translation>
  </message>
  <message>
   <source>The microphone cannot be opened; is it allowed?</source>
   <translation>Das Mikrofon kann nicht geöffnet werden; ist es erlaubt?</translation>
  </message>
  <message>
   <source>{folder} cannot be written to: {reason}.</source>
   <translation>In {folder} kann nicht geschrieben werden: {reason}.</translation>
  </message>
 </context>
 <context>
  <name>RefusalsDialog</name>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Import as a new project</source>
   <translation>Als neues Projekt importieren</translation>
  </message>
  <message>
   <source>It can become a project of its own.</source>
   <translation>Daraus kann ein eigenes Projekt werden.</translation>
  </message>
  <message>
   <source>Not imported</source>
   <translation>Nicht importiert</translation>
  </message>
  <message>
   <source>The engine ended without a word; try again.</source>
   <translation>Die Engine endete ohne ein Wort; noch einmal versuchen.</translation>
  </message>
  <message>
   <source>{path} could not be imported.</source>
   <translation>{path} konnte nicht importiert werden.</translation>
  </message>
 </context>
 <context>
  <name>RenderPage</name>
  <message>
   <source>&amp;Checkpoint</source>
   <translation>&amp;Checkpoint</translation>
  </message>
  <message>
   <source>&amp;From frame</source>
   <translation>&amp;Ab Bild</translation>
  </message>
  <message>
   <source>&amp;Name of the video</source>
   <translation>&amp;Name des Videos</translation>
  </message>
  <message>
   <source>A job is at work on this project or waits</source>
   <translation>Für dieses Projekt läuft oder wartet ein Auftrag</translation>
  </message>
  <message>
   <source>A model is trained first; then any speech can be given to it.</source>
   <translation>Zuerst wird ein Modell trainiert; dann kann es jede Sprache sprechen, die man ihm gibt.</translation>
  </message>
  <message>
   <source>Choose speech at the left, then press Render. The head keeps the movements of the video; only the mouth is made anew.</source>
   <translation>Links Sprache wählen, dann Rendern drücken. Der Kopf behält die Bewegungen des Videos; nur der Mund wird neu gemacht.</translation>
  </message>
  <message>
   <source>Choose speech first</source>
   <translation>Zuerst Sprache wählen</translation>
  </message>
  <message>
   <source>First frame of the video that is used</source>
   <translation>Erstes Bild des Videos, das verwendet wird</translation>
  </message>
  <message>
   <source>Go to Train</source>
   <translation>Zu Trainieren</translation>
  </message>
  <message>
   <source>New speech</source>
   <translation>Neue Sprache</translation>
  </message>
  <message>
   <source>No model yet</source>
   <translation>Noch kein Modell</translation>
  </message>
  <message>
   <source>Nothing rendered yet</source>
   <translation>Noch nichts gerendert</translation>
  </message>
  <message>
   <source>Progress of the render</source>
   <translation>Fortschritt des Renderns</translation>
  </message>
  <message>
   <source>Render</source>
   <translation>Rendern</translation>
  </message>
  <message>
   <source>Render only people who agreed to it, and say of the video that it is made.</source>
   <translation>Nur Menschen rendern, die zugestimmt haben, und beim Video sagen, dass es gemacht ist.</translation>
  </message>
  <message>
   <source>Rendering</source>
   <translation>Wird gerendert</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>Ergebnis</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>The head's movements are taken from the video, from this frame on</source>
   <translation>Die Bewegungen des Kopfes kommen aus dem Video, ab diesem Bild</translation>
  </message>
  <message>
   <source>The newest picture of the video</source>
   <translation>Das neueste Bild des Videos</translation>
  </message>
  <message>
   <source>Train a model first</source>
   <translation>Zuerst ein Modell trainieren</translation>
  </message>
  <message>
   <source>epoch {n}</source>
   <translation>Epoche {n}</translation>
  </message>
  <message>
   <source>named after the speech</source>
   <translation>nach der Sprachdatei benannt</translation>
  </message>
  <message>
   <source>the best one</source>
   <translation>der beste</translation>
  </message>
 </context>
 <context>
  <name>ResultView</name>
  <message>
   <source>No pictures of it</source>
   <translation>Keine Bilder davon</translation>
  </message>
  <message>
   <source>Open in the system's player</source>
   <translation>Im Programm des Systems öffnen</translation>
  </message>
  <message>
   <source>Pictures from the rendered video</source>
   <translation>Bilder aus dem gerenderten Video</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Im Ordner zeigen</translation>
  </message>
  <message>
   <source>made in {duration}</source>
   <translation>gemacht in {duration}</translation>
  </message>
  <message>
   <source>{n} frames</source>
   <translation>{n} Bilder</translation>
  </message>
 </context>
 <context>
  <name>RunChart</name>
  <message>
   <source>Losses</source>
   <translation>Verluste</translation>
  </message>
  <message>
   <source>held out</source>
   <translation>zurückgehalten</translation>
  </message>
  <message>
   <source>held out {n}</source>
   <translation>zurückgehalten {n}</translation>
  </message>
 </context>
 <context>
  <name>RunFigures</name>
  <message>
   <source>How near the generated mouth comes to the true one, on time it never saw</source>
   <translation>Wie nahe der erzeugte Mund dem wahren kommt, auf nie gesehener Zeit</translation>
  </message>
  <message>
   <source>How well the SyncNet tells matching from shifted sound; 0.5 is guessing</source>
   <translation>Wie gut das SyncNet passenden von verschobenem Ton unterscheidet; 0,5 ist Raten</translation>
  </message>
  <message>
   <source>Paused; nothing is computed.</source>
   <translation>Pausiert; nichts wird gerechnet.</translation>
  </message>
  <message>
   <source>Saving, then stopping …</source>
   <translation>Es wird gesichert, dann angehalten …</translation>
  </message>
  <message>
   <source>SyncNet AUC</source>
   <translation>SyncNet-AUC</translation>
  </message>
  <message>
   <source>What is gained over showing the average mouth all the time</source>
   <translation>Was gegenüber dem immer gezeigten mittleren Mund gewonnen ist</translation>
  </message>
  <message>
   <source>What is lost when the model hears other speech; nothing lost: it is deaf</source>
   <translation>Was verloren geht, wenn das Modell andere Sprache hört; nichts verloren heißt: Es ist taub</translation>
  </message>
  <message>
   <source>after {duration}, at {time}</source>
   <translation>nach {duration}, um {time}</translation>
  </message>
  <message>
   <source>best checkpoint</source>
   <translation>bester Checkpoint</translation>
  </message>
  <message>
   <source>epoch {n}</source>
   <translation>Epoche {n}</translation>
  </message>
  <message>
   <source>images/s</source>
   <translation>Bilder/s</translation>
  </message>
  <message>
   <source>memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>mouth, held out</source>
   <translation>Mund, zurückgehalten</translation>
  </message>
  <message>
   <source>over the mean mouth</source>
   <translation>über dem mittleren Mund</translation>
  </message>
  <message>
   <source>step</source>
   <translation>Schritt</translation>
  </message>
  <message>
   <source>uses the sound</source>
   <translation>nutzt den Ton</translation>
  </message>
  <message>
   <source>{n} %</source>
   <translation>{n} %</translation>
  </message>
  <message>
   <source>{n} dB</source>
   <translation>{n} dB</translation>
  </message>
  <message>
   <source>{stage}, {duration} left, until about {time}</source>
   <translation>{stage}, noch {duration}, bis etwa {time}</translation>
  </message>
 </context>
 <context>
  <name>Runs</name>
  <message>
   <source>A power cut, a crash or too little memory can do that. What was saved is kept.</source>
   <translation>Ein Stromausfall, ein Absturz oder zu wenig Speicher kann das bewirken. Was gesichert war, bleibt.</translation>
  </message>
  <message>
   <source>Install the program again.</source>
   <translation>Das Programm neu installieren.</translation>
  </message>
  <message>
   <source>It failed without saying why.</source>
   <translation>Es schlug fehl, ohne zu sagen warum.</translation>
  </message>
  <message>
   <source>It was interrupted: the engine ended without a word.</source>
   <translation>Unterbrochen: Die Engine endete ohne ein Wort.</translation>
  </message>
  <message>
   <source>Open the run's log for the details.</source>
   <translation>Das Protokoll des Laufs hat die Einzelheiten.</translation>
  </message>
  <message>
   <source>Starting …</source>
   <translation>Beginnt …</translation>
  </message>
  <message>
   <source>The demo is ready.</source>
   <translation>Die Vorführung ist fertig.</translation>
  </message>
  <message>
   <source>The engine could not be started: {reason}.</source>
   <translation>Die Engine konnte nicht gestartet werden: {reason}.</translation>
  </message>
  <message>
   <source>The frames of “{name}” are drawn.</source>
   <translation>Die Bilder von „{name}“ sind gezeichnet.</translation>
  </message>
  <message>
   <source>The trial of “{name}” is over.</source>
   <translation>Die Probe von „{name}“ ist vorbei.</translation>
  </message>
  <message>
   <source>The video of “{name}” is ready.</source>
   <translation>Das Video von „{name}“ ist fertig.</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>fehlgeschlagen</translation>
  </message>
  <message>
   <source>finished</source>
   <translation>fertig</translation>
  </message>
  <message>
   <source>interrupted</source>
   <translation>unterbrochen</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>pausiert</translation>
  </message>
  <message>
   <source>running</source>
   <translation>läuft</translation>
  </message>
  <message>
   <source>starting</source>
   <translation>beginnt</translation>
  </message>
  <message>
   <source>stopped</source>
   <translation>angehalten</translation>
  </message>
  <message>
   <source>stopping</source>
   <translation>wird angehalten</translation>
  </message>
  <message>
   <source>{duration} left</source>
   <translation>noch {duration}</translation>
  </message>
  <message>
   <source>{n} %</source>
   <translation>{n} %</translation>
  </message>
  <message>
   <source>“{name}” is evaluated.</source>
   <translation>„{name}“ ist ausgewertet.</translation>
  </message>
  <message>
   <source>“{name}” is finished.</source>
   <translation>„{name}“ ist fertig.</translation>
  </message>
  <message>
   <source>“{name}” is prepared and trained.</source>
   <translation>„{name}“ ist vorbereitet und trainiert.</translation>
  </message>
  <message>
   <source>“{name}” is prepared.</source>
   <translation>„{name}“ ist vorbereitet.</translation>
  </message>
  <message>
   <source>“{name}” is trained.</source>
   <translation>„{name}“ ist trainiert.</translation>
  </message>
  <message>
   <source>“{name}” was stopped; its state is saved.</source>
   <translation>„{name}“ wurde angehalten; der Stand ist gesichert.</translation>
  </message>
 </context>
 <context>
  <name>SampleGrid</name>
  <message>
   <source>Held-out samples, target above generated</source>
   <translation>Zurückgehaltene Beispiele, Ziel über Erzeugtem</translation>
  </message>
  <message>
   <source>Samples appear here at the first evaluation.</source>
   <translation>Beispiele erscheinen hier bei der ersten Auswertung.</translation>
  </message>
  <message>
   <source>difference
× 4</source>
   <translation>Unterschied
× 4</translation>
  </message>
  <message>
   <source>generated</source>
   <translation>erzeugt</translation>
  </message>
  <message>
   <source>target</source>
   <translation>Ziel</translation>
  </message>
 </context>
 <context>
  <name>SampleStrip</name>
  <message>
   <source>How generated and target differ, four times</source>
   <translation>Wie sich Erzeugtes und Ziel unterscheiden, vierfach</translation>
  </message>
  <message>
   <source>Training step of the samples</source>
   <translation>Trainingsschritt der Beispiele</translation>
  </message>
  <message>
   <source>checkpoint</source>
   <translation>Checkpoint</translation>
  </message>
  <message>
   <source>difference</source>
   <translation>Differenz</translation>
  </message>
  <message>
   <source>epoch {n} of {count}</source>
   <translation>Epoche {n} von {count}</translation>
  </message>
  <message>
   <source>step {n}</source>
   <translation>Schritt {n}</translation>
  </message>
  <message>
   <source>{what} · best</source>
   <translation>{what} · beste</translation>
  </message>
 </context>
 <context>
  <name>Session</name>
  <message>
   <source>coming in …</source>
   <translation>kommt herein …</translation>
  </message>
  <message>
   <source>waiting in the queue</source>
   <translation>wartet in der Schlange</translation>
  </message>
 </context>
 <context>
  <name>SettingsDialog</name>
  <message>
   <source>&amp;Device of new projects</source>
   <translation>&amp;Gerät neuer Projekte</translation>
  </message>
  <message>
   <source>&amp;Keep the machine awake while a job runs</source>
   <translation>Den Rechner &amp;wach halten, während ein Auftrag läuft</translation>
  </message>
  <message>
   <source>&amp;Language</source>
   <translation>&amp;Sprache</translation>
  </message>
  <message>
   <source>&amp;Tell me when a job has ended and I am elsewhere</source>
   <translation>&amp;Melden, wenn ein Auftrag endet und ich anderswo bin</translation>
  </message>
  <message>
   <source>&amp;Theme</source>
   <translation>&amp;Farben</translation>
  </message>
  <message>
   <source>As the system</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Choose …</source>
   <translation>Wählen …</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Each project can be computed elsewhere: choose at the top</source>
   <translation>Jedes Projekt kann anderswo gerechnet werden: oben wählen</translation>
  </message>
  <message>
   <source>Everything is computed on this machine, and nothing leaves it. The program looks for no updates and counts nothing; weights are fetched only when you say so. The command line sees the same workspace.</source>
   <translation>Alles wird auf diesem Rechner gerechnet, und nichts verlässt ihn. Das Programm sucht nicht nach Aktualisierungen und zählt nichts; Gewichte werden nur geholt, wenn Sie es sagen. Die Kommandozeile sieht denselben Arbeitsbereich.</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>This system offers no way to do that; set its own energy options.</source>
   <translation>Dieses System bietet keinen Weg dazu; stellen Sie seine eigenen Energieoptionen ein.</translation>
  </message>
  <message>
   <source>Workspace</source>
   <translation>Arbeitsbereich</translation>
  </message>
 </context>
 <context>
  <name>Sidebar</name>
  <message>
   <source>Projects</source>
   <translation>Projekte</translation>
  </message>
  <message>
   <source>Search projects</source>
   <translation>Projekte suchen</translation>
  </message>
  <message>
   <source>SyncTalk Studio</source>
   <translation>SyncTalk Studio</translation>
  </message>
 </context>
 <context>
  <name>Sound</name>
  <message>
   <source>The system lacks what sound needs; on Debian and Ubuntu that is libpulse0.</source>
   <translation>Dem System fehlt, was Ton braucht; unter Debian und Ubuntu ist das libpulse0.</translation>
  </message>
  <message>
   <source>There is no loudspeaker or headphone here.</source>
   <translation>Hier ist kein Lautsprecher oder Kopfhörer.</translation>
  </message>
  <message>
   <source>There is no microphone here.</source>
   <translation>Hier ist kein Mikrofon.</translation>
  </message>
 </context>
 <context>
  <name>SpeechBox</name>
  <message>
   <source>A sound file, or a video whose sound is used.</source>
   <translation>Eine Tondatei, oder ein Video, dessen Ton verwendet wird.</translation>
  </message>
  <message>
   <source>Choose speech</source>
   <translation>Sprache wählen</translation>
  </message>
  <message>
   <source>Choose …</source>
   <translation>Wählen …</translation>
  </message>
  <message>
   <source>Drop speech here</source>
   <translation>Sprache hierher ziehen</translation>
  </message>
  <message>
   <source>Loudness of the recording</source>
   <translation>Lautstärke der Aufnahme</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>Aufnehmen</translation>
  </message>
  <message>
   <source>Recording …</source>
   <translation>Aufnahme läuft …</translation>
  </message>
  <message>
   <source>Sound and video ({patterns});;All files (*)</source>
   <translation>Ton und Video ({patterns});;Alle Dateien (*)</translation>
  </message>
  <message>
   <source>Stop recording</source>
   <translation>Aufnahme beenden</translation>
  </message>
 </context>
 <context>
  <name>StageProgress</name>
  <message>
   <source>Paused</source>
   <translation>Pausiert</translation>
  </message>
  <message>
   <source>Starting …</source>
   <translation>Beginnt …</translation>
  </message>
  <message>
   <source>Stopping …</source>
   <translation>Wird angehalten …</translation>
  </message>
 </context>
 <context>
  <name>Stages</name>
  <message>
   <source>Crops</source>
   <translation>Ausschnitte</translation>
  </message>
  <message>
   <source>Download</source>
   <translation>Herunterladen</translation>
  </message>
  <message>
   <source>Encoding</source>
   <translation>Kodierung</translation>
  </message>
  <message>
   <source>Evaluation</source>
   <translation>Auswertung</translation>
  </message>
  <message>
   <source>Frames</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <source>Judge</source>
   <translation>Prüfer</translation>
  </message>
  <message>
   <source>Landmarks</source>
   <translation>Gesichtspunkte</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>Preparation</source>
   <translation>Vorbereitung</translation>
  </message>
  <message>
   <source>Rendering</source>
   <translation>Wird gerendert</translation>
  </message>
  <message>
   <source>Sample clip</source>
   <translation>Beispielclip</translation>
  </message>
  <message>
   <source>Sound</source>
   <translation>Ton</translation>
  </message>
  <message>
   <source>Sound features</source>
   <translation>Tonmerkmale</translation>
  </message>
  <message>
   <source>SyncNet</source>
   <translation>SyncNet</translation>
  </message>
  <message>
   <source>Trial</source>
   <translation>Probe</translation>
  </message>
  <message>
   <source>Working</source>
   <translation>Arbeit</translation>
  </message>
 </context>
 <context>
  <name>StepBar</name>
  <message>
   <source>Prepare</source>
   <translation>Vorbereiten</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>Vorschau</translation>
  </message>
  <message>
   <source>Render</source>
   <translation>Rendern</translation>
  </message>
  <message>
   <source>Train</source>
   <translation>Trainieren</translation>
  </message>
  <message>
   <source>{step}, done</source>
   <translation>{step}, erledigt</translation>
  </message>
 </context>
 <context>
  <name>Texts</name>
  <message>
   <source>just now</source>
   <translation>gerade eben</translation>
  </message>
  <message>
   <source>now</source>
   <translation>jetzt</translation>
  </message>
  <message>
   <source>yesterday</source>
   <translation>gestern</translation>
  </message>
  <message>
   <source>{h} h {m} min</source>
   <translation>{h} h {m} min</translation>
  </message>
  <message>
   <source>{n} d</source>
   <translation>{n} T</translation>
  </message>
  <message>
   <source>{n} days ago</source>
   <translation>vor {n} Tagen</translation>
  </message>
  <message>
   <source>{n} h</source>
   <translation>{n} h</translation>
  </message>
  <message>
   <source>{n} h ago</source>
   <translation>vor {n} h</translation>
  </message>
  <message>
   <source>{n} min</source>
   <translation>{n} min</translation>
  </message>
  <message>
   <source>{n} min ago</source>
   <translation>vor {n} min</translation>
  </message>
  <message>
   <source>{n} s</source>
   <translation>{n} s</translation>
  </message>
 </context>
 <context>
  <name>Timeline</name>
  <message>
   <source>The timeline appears once the video is prepared.</source>
   <translation>Die Zeitleiste erscheint, sobald das Video vorbereitet ist.</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>Zeitleiste</translation>
  </message>
  <message>
   <source>another light, or another scene begins</source>
   <translation>anderes Licht, oder eine andere Szene beginnt</translation>
  </message>
  <message>
   <source>as in most of the clip</source>
   <translation>wie im größten Teil des Clips</translation>
  </message>
  <message>
   <source>blurred</source>
   <translation>unscharf</translation>
  </message>
  <message>
   <source>excluded by you</source>
   <translation>von Ihnen ausgeschlossen</translation>
  </message>
  <message>
   <source>face</source>
   <translation>Gesicht</translation>
  </message>
  <message>
   <source>found</source>
   <translation>gefunden</translation>
  </message>
  <message>
   <source>frame {n}</source>
   <translation>Bild {n}</translation>
  </message>
  <message>
   <source>free</source>
   <translation>frei</translation>
  </message>
  <message>
   <source>held out</source>
   <translation>zurückgehalten</translation>
  </message>
  <message>
   <source>in step</source>
   <translation>im Takt</translation>
  </message>
  <message>
   <source>light</source>
   <translation>Licht</translation>
  </message>
  <message>
   <source>mouth</source>
   <translation>Mund</translation>
  </message>
  <message>
   <source>no face</source>
   <translation>kein Gesicht</translation>
  </message>
  <message>
   <source>no face; left out of training</source>
   <translation>kein Gesicht; nicht gelernt</translation>
  </message>
  <message>
   <source>not measured</source>
   <translation>nicht gemessen</translation>
  </message>
  <message>
   <source>sharp</source>
   <translation>scharf</translation>
  </message>
  <message>
   <source>sharpness</source>
   <translation>Schärfe</translation>
  </message>
  <message>
   <source>silence</source>
   <translation>Stille</translation>
  </message>
  <message>
   <source>something is before it</source>
   <translation>etwas ist davor</translation>
  </message>
  <message>
   <source>sound</source>
   <translation>Ton</translation>
  </message>
  <message>
   <source>sound and picture are in step</source>
   <translation>Ton und Bild sind im Takt</translation>
  </message>
  <message>
   <source>speech</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>the sound is {ms} ms off</source>
   <translation>der Ton ist um {ms} ms daneben</translation>
  </message>
  <message>
   <source>the sound was moved by {ms} ms</source>
   <translation>der Ton wurde um {ms} ms verschoben</translation>
  </message>
  <message>
   <source>towards the camera</source>
   <translation>zur Kamera</translation>
  </message>
  <message>
   <source>turn</source>
   <translation>Drehung</translation>
  </message>
  <message>
   <source>turned away</source>
   <translation>weggedreht</translation>
  </message>
  <message>
   <source>turned far away</source>
   <translation>weit weggedreht</translation>
  </message>
  <message>
   <source>{lane}: nothing wrong</source>
   <translation>{lane}: nichts falsch</translation>
  </message>
  <message>
   <source>{lane}: wrong in one place</source>
   <translation>{lane}: an einer Stelle falsch</translation>
  </message>
  <message>
   <source>{lane}: wrong in {n} places</source>
   <translation>{lane}: an {n} Stellen falsch</translation>
  </message>
  <message>
   <source>{n} frames excluded by you</source>
   <translation>{n} Bilder von Ihnen ausgeschlossen</translation>
  </message>
  <message>
   <source>{value} dB</source>
   <translation>{value} dB</translation>
  </message>
  <message>
   <source>{value}, usual is {usual}</source>
   <translation>{value}, üblich ist {usual}</translation>
  </message>
  <message>
   <source>{yaw}° aside, {pitch}° down</source>
   <translation>{yaw}° seitwärts, {pitch}° abwärts</translation>
  </message>
 </context>
 <context>
  <name>TrainForm</name>
  <message>
   <source>&amp;Batch</source>
   <translation>&amp;Batch</translation>
  </message>
  <message>
   <source>&amp;Length</source>
   <translation>&amp;Dauer</translation>
  </message>
  <message>
   <source>&amp;Network</source>
   <translation>&amp;Netz</translation>
  </message>
  <message>
   <source>&amp;Sound</source>
   <translation>&amp;Ton</translation>
  </message>
  <message>
   <source>160 · research, small</source>
   <translation>160 · Forschung, klein</translation>
  </message>
  <message>
   <source>328 · research</source>
   <translation>328 · Forschung</translation>
  </message>
  <message>
   <source>As prepared</source>
   <translation>Wie vorbereitet</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Automatic: the best one the device trains in good time</source>
   <translation>Automatisch: das beste, das das Gerät in vertretbarer Zeit trainiert</translation>
  </message>
  <message>
   <source>Continue from the last state</source>
   <translation>Beim letzten Stand weitermachen</translation>
  </message>
  <message>
   <source>It judges whether lips and sound are in step, and teaches the model that</source>
   <translation>Es beurteilt, ob Lippen und Ton im Takt sind, und lehrt das Modell</translation>
  </message>
  <message>
   <source>Train a SyncNet first</source>
   <translation>Zuerst ein SyncNet trainieren</translation>
  </message>
  <message>
   <source>Unit of the length</source>
   <translation>Einheit der Dauer</translation>
  </message>
  <message>
   <source>epochs</source>
   <translation>Epochen</translation>
  </message>
  <message>
   <source>lite-160 · quick</source>
   <translation>lite-160 · schnell</translation>
  </message>
  <message>
   <source>lite-320 · finer</source>
   <translation>lite-320 · feiner</translation>
  </message>
  <message>
   <source>minutes</source>
   <translation>Minuten</translation>
  </message>
 </context>
 <context>
  <name>TrainPage</name>
  <message>
   <source>A job is at work on this project or waits</source>
   <translation>Für dieses Projekt läuft oder wartet ein Auftrag</translation>
  </message>
  <message>
   <source>Draw held-out samples now</source>
   <translation>Jetzt zurückgehaltene Beispiele zeichnen</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Go to Prepare</source>
   <translation>Zu Vorbereiten</translation>
  </message>
  <message>
   <source>Goes on from the last saved state</source>
   <translation>Macht beim zuletzt gesicherten Stand weiter</translation>
  </message>
  <message>
   <source>Held-out samples</source>
   <translation>Zurückgehaltene Beispiele</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <source>New training …</source>
   <translation>Neues Training …</translation>
  </message>
  <message>
   <source>Not prepared yet</source>
   <translation>Noch nicht vorbereitet</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Prepare the video first</source>
   <translation>Zuerst das Video vorbereiten</translation>
  </message>
  <message>
   <source>Press Train at the top right. The losses, figures on speech the model never heard, and sample pictures appear here while it learns.</source>
   <translation>Rechts oben Trainieren drücken. Verluste, Zahlen zu nie gehörter Sprache und Beispielbilder erscheinen hier, während es lernt.</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>Vorschau</translation>
  </message>
  <message>
   <source>Ready to train</source>
   <translation>Bereit zum Trainieren</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Save now</source>
   <translation>Jetzt sichern</translation>
  </message>
  <message>
   <source>Saved. The training can go on from here at any time.</source>
   <translation>Gesichert. Das Training kann jederzeit von hier weitergehen.</translation>
  </message>
  <message>
   <source>Stop and save</source>
   <translation>Anhalten und sichern</translation>
  </message>
  <message>
   <source>The first losses appear here after some steps.</source>
   <translation>Die ersten Verluste erscheinen hier nach einigen Schritten.</translation>
  </message>
  <message>
   <source>The training is getting ready</source>
   <translation>Das Training macht sich bereit</translation>
  </message>
  <message>
   <source>The video is first cut into frames, and face and sound are followed in it.</source>
   <translation>Das Video wird zuerst in Bilder zerlegt; Gesicht und Ton werden darin verfolgt.</translation>
  </message>
  <message>
   <source>This run</source>
   <translation>Dieser Lauf</translation>
  </message>
  <message>
   <source>Train</source>
   <translation>Trainieren</translation>
  </message>
  <message>
   <source>Train again …</source>
   <translation>Erneut trainieren …</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>sample now</source>
   <translation>Probe</translation>
  </message>
  <message>
   <source>{file} was saved.</source>
   <translation>{file} wurde gespeichert.</translation>
  </message>
 </context>
 <context>
  <name>Transport</name>
  <message>
   <source>Begin again at the end</source>
   <translation>Am Ende von vorn beginnen</translation>
  </message>
  <message>
   <source>First frame (Home)</source>
   <translation>Erstes Bild (Pos1)</translation>
  </message>
  <message>
   <source>Last frame (End)</source>
   <translation>Letztes Bild (Ende)</translation>
  </message>
  <message>
   <source>Next frame (Right)</source>
   <translation>Nächstes Bild (Rechts)</translation>
  </message>
  <message>
   <source>Pause (Space)</source>
   <translation>Pause (Leertaste)</translation>
  </message>
  <message>
   <source>Play (Space)</source>
   <translation>Abspielen (Leertaste)</translation>
  </message>
  <message>
   <source>Position</source>
   <translation>Stelle</translation>
  </message>
  <message>
   <source>Previous frame (Left)</source>
   <translation>Voriges Bild (Links)</translation>
  </message>
  <message>
   <source>Speed</source>
   <translation>Tempo</translation>
  </message>
  <message>
   <source>frame {n} of {count}</source>
   <translation>Bild {n} von {count}</translation>
  </message>
  <message>
   <source>frame {n} · {place} of {count}</source>
   <translation>Bild {n} · {place} von {count}</translation>
  </message>
  <message>
   <source>loop</source>
   <translation>wiederholen</translation>
  </message>
 </context>
 <context>
  <name>TrialView</name>
  <message>
   <source>A batch of {n} suits this device best.</source>
   <translation>Ein Batch von {n} passt am besten zu diesem Gerät.</translation>
  </message>
  <message>
   <source>A smaller batch needs less.</source>
   <translation>Ein kleinerer Batch braucht weniger.</translation>
  </message>
  <message>
   <source>Free some space, or train a smaller network.</source>
   <translation>Platz schaffen, oder ein kleineres Netz trainieren.</translation>
  </message>
  <message>
   <source>It needs nearly all the memory that is free.</source>
   <translation>Es braucht fast den ganzen freien Speicher.</translation>
  </message>
  <message>
   <source>Some steps that are thrown away: how fast, how much memory, how long</source>
   <translation>Einige Schritte, die verworfen werden: wie schnell, wie viel Speicher, wie lange</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>The trial is at work</source>
   <translation>Die Probe läuft</translation>
  </message>
  <message>
   <source>There is too little disk for this training.</source>
   <translation>Für dieses Training ist zu wenig Platz auf der Platte.</translation>
  </message>
  <message>
   <source>Tried {when}: {preset}, a batch of {n}</source>
   <translation>Ausprobiert {when}: {preset}, ein Batch von {n}</translation>
  </message>
  <message>
   <source>Try first</source>
   <translation>Ausprobieren</translation>
  </message>
  <message>
   <source>Use a batch of {n}</source>
   <translation>Batch von {n} verwenden</translation>
  </message>
  <message>
   <source>Use it</source>
   <translation>Verwenden</translation>
  </message>
  <message>
   <source>disk</source>
   <translation>Platte</translation>
  </message>
  <message>
   <source>images/s</source>
   <translation>Bilder/s</translation>
  </message>
  <message>
   <source>memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>time in all</source>
   <translation>Zeit insgesamt</translation>
  </message>
 </context>
 <context>
  <name>VideoPlayer</name>
  <message>
   <source>Opening the video …</source>
   <translation>Das Video wird geöffnet …</translation>
  </message>
  <message>
   <source>Pause (Space)</source>
   <translation>Pause (Leertaste)</translation>
  </message>
  <message>
   <source>Play (Space)</source>
   <translation>Abspielen (Leertaste)</translation>
  </message>
  <message>
   <source>Play with sound (M)</source>
   <translation>Mit Ton abspielen (M)</translation>
  </message>
  <message>
   <source>Position</source>
   <translation>Stelle</translation>
  </message>
  <message>
   <source>Rendered video</source>
   <translation>Gerendertes Video</translation>
  </message>
  <message>
   <source>sound</source>
   <translation>Ton</translation>
  </message>
  <message>
   <source>{file} cannot be played here: {reason}.</source>
   <translation>{file} kann hier nicht abgespielt werden: {reason}.</translation>
  </message>
 </context>
 <context>
  <name>WeightsDialog</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Checking {file} …</source>
   <translation>{file} wird geprüft …</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Downloading and checking {asset} …</source>
   <translation>{asset} wird heruntergeladen und geprüft …</translation>
  </message>
  <message>
   <source>Face tracking and sound features need trained weights. They are downloaded from where they are published, checked, and kept for all workspaces. Nothing is downloaded without your word.</source>
   <translation>Gesichtsverfolgung und Tonmerkmale brauchen trainierte Gewichte. Sie werden dort heruntergeladen, wo sie veröffentlicht sind, geprüft und für alle Arbeitsbereiche aufbewahrt. Nichts wird ohne Ihr Wort heruntergeladen.</translation>
  </message>
  <message>
   <source>Given up; nothing was changed.</source>
   <translation>Aufgegeben; nichts wurde verändert.</translation>
  </message>
  <message>
   <source>Import a file …</source>
   <translation>Eine Datei importieren …</translation>
  </message>
  <message>
   <source>Import file …</source>
   <translation>Datei importieren …</translation>
  </message>
  <message>
   <source>Import {name} from a file</source>
   <translation>{name} aus einer Datei importieren</translation>
  </message>
  <message>
   <source>Install</source>
   <translation>Installieren</translation>
  </message>
  <message>
   <source>Install what is needed</source>
   <translation>Nötiges installieren</translation>
  </message>
  <message>
   <source>Install what is needed ({size})</source>
   <translation>Nötiges installieren ({size})</translation>
  </message>
  <message>
   <source>Install {name}</source>
   <translation>{name} installieren</translation>
  </message>
  <message>
   <source>Installed.</source>
   <translation>Installiert.</translation>
  </message>
  <message>
   <source>It could not be installed.</source>
   <translation>Es konnte nicht installiert werden.</translation>
  </message>
  <message>
   <source>Looking at what is there …</source>
   <translation>Es wird nachgesehen, was da ist …</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>The list of weights could not be had.</source>
   <translation>Die Liste der Gewichte war nicht zu bekommen.</translation>
  </message>
  <message>
   <source>Weights</source>
   <translation>Gewichte</translation>
  </message>
  <message>
   <source>Weights file</source>
   <translation>Gewichtedatei</translation>
  </message>
  <message>
   <source>{name}: installed</source>
   <translation>{name}: installiert</translation>
  </message>
  <message>
   <source>{name}: missing for what you were doing</source>
   <translation>{name}: fehlt für das, was Sie gerade taten</translation>
  </message>
  <message>
   <source>{name}: missing, and needed to prepare videos</source>
   <translation>{name}: fehlt, und wird zum Vorbereiten gebraucht</translation>
  </message>
  <message>
   <source>{name}: optional, not installed</source>
   <translation>{name}: freiwillig, nicht installiert</translation>
  </message>
 </context>
 <context>
  <name>Welcome</name>
  <message>
   <source>Drop a video of one person talking to the camera into this window. Three minutes or more, with one face, even light and clear sound, give good results; half a minute is enough to try it. Prepared videos, trained models and whole folders of the research code can be dropped here too.</source>
   <translation>Ziehen Sie ein Video einer Person, die in die Kamera spricht, in dieses Fenster. Drei Minuten oder mehr, mit einem Gesicht, gleichmäßigem Licht und klarem Ton, geben gute Ergebnisse; zum Ausprobieren genügt eine halbe Minute. Auch vorbereitete Videos, trainierte Modelle und ganze Ordner des Forschungscodes können Sie hierher ziehen.</translation>
  </message>
  <message>
   <source>Import folder …</source>
   <translation>Ordner importieren …</translation>
  </message>
  <message>
   <source>Import videos …</source>
   <translation>Videos importieren …</translation>
  </message>
  <message>
   <source>Make a talking model of a person</source>
   <translation>Ein sprechendes Modell einer Person machen</translation>
  </message>
  <message>
   <source>Makes a synthetic clip, trains on it for some minutes and renders</source>
   <translation>Macht einen künstlichen Clip, trainiert einige Minuten darauf und rendert</translation>
  </message>
  <message>
   <source>Try the sample clip</source>
   <translation>Beispielclip ausprobieren</translation>
  </message>
  <message>
   <source>Videos, prepared videos, models, or projects of the research code</source>
   <translation>Videos, vorbereitete Videos, Modelle oder Projekte des Forschungscodes</translation>
  </message>
 </context>
 <context>
  <name>_DropZone</name>
  <message>
   <source>Drop videos here</source>
   <translation>Videos hierher ziehen</translation>
  </message>
  <message>
   <source>Import videos</source>
   <translation>Videos importieren</translation>
  </message>
  <message>
   <source>Let go to import</source>
   <translation>Loslassen zum Importieren</translation>
  </message>
  <message>
   <source>or press {keys}</source>
   <translation>oder {keys} drücken</translation>
  </message>
 </context>
 <context>
  <name>_LiveRow</name>
  <message>
   <source>Go on</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Saves its state first</source>
   <translation>Sichert vorher den Stand</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
 </context>
 <context>
  <name>_ProjectList</name>
  <message>
   <source>No project has this in its name.</source>
   <translation>Kein Projekt hat das im Namen.</translation>
  </message>
  <message>
   <source>Your projects will be listed here.</source>
   <translation>Ihre Projekte stehen dann hier.</translation>
  </message>
 </context>
</TS>
