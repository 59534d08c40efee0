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
   <source>Makes a lip-sync model of a person from a few minutes of video. Everything runs on this computer. Nothing is uploaded, and nothing downloads without your permission.</source>
   <translation>Erstellt aus wenigen Minuten Video ein Modell, das die Lippen einer Person synchron zu beliebiger Sprache bewegt. Alles läuft auf diesem Computer. Es wird nichts hochgeladen und nichts ohne Erlaubnis heruntergeladen.</translation>
  </message>
  <message>
   <source>Only use videos of people who have consented, and label the result as AI-generated.</source>
   <translation>Nur Videos von Personen verwenden, die eingewilligt haben, und das Ergebnis als KI-generiert kennzeichnen.</translation>
  </message>
  <message>
   <source>SyncTalk Studio</source>
   <translation>SyncTalk Studio</translation>
  </message>
  <message>
   <source>Version {version} · Qt {qt} · Python {python}</source>
   <translation>Version {version} · Qt {qt} · Python {python}</translation>
  </message>
 </context>
 <context>
  <name>Audio</name>
  <message>
   <source>Audio needs a system library that is missing. On Debian and Ubuntu, install libpulse0.</source>
   <translation>Für die Audiowiedergabe fehlt eine Systembibliothek. Unter Debian und Ubuntu libpulse0 installieren.</translation>
  </message>
  <message>
   <source>No microphone found.</source>
   <translation>Kein Mikrofon gefunden.</translation>
  </message>
  <message>
   <source>No speaker or headphones found.</source>
   <translation>Keine Lautsprecher oder Kopfhörer gefunden.</translation>
  </message>
 </context>
 <context>
  <name>AudioChooser</name>
  <message>
   <source>Audio and video ({patterns});;All files (*)</source>
   <translation>Audio und Video ({patterns});;Alle Dateien (*)</translation>
  </message>
  <message>
   <source>Audio files with speech, or videos</source>
   <translation>Audiodateien mit Sprache oder Videos</translation>
  </message>
  <message>
   <source>Choose audio</source>
   <translation>Audio wählen</translation>
  </message>
  <message>
   <source>Drop audio here</source>
   <translation>Audio hierher ziehen</translation>
  </message>
  <message>
   <source>Drop more to render several</source>
   <translation>Für mehrere Videos weitere hierher ziehen</translation>
  </message>
  <message>
   <source>One audio file</source>
   <translation>Eine Audiodatei</translation>
  </message>
  <message>
   <source>Recording…</source>
   <translation>Aufnahme läuft…</translation>
  </message>
  <message>
   <source>{n} audio files</source>
   <translation>{n} Audiodateien</translation>
  </message>
 </context>
 <context>
  <name>BackgroundBox</name>
  <message>
   <source>As filmed</source>
   <translation>Wie gefilmt</translation>
  </message>
  <message>
   <source>Background</source>
   <translation>Hintergrund</translation>
  </message>
  <message>
   <source>Colour…</source>
   <translation>Farbe …</translation>
  </message>
  <message>
   <source>Pictures ({patterns})</source>
   <translation>Bilder ({patterns})</translation>
  </message>
  <message>
   <source>Picture…</source>
   <translation>Bild …</translation>
  </message>
  <message>
   <source>Transparent</source>
   <translation>Transparent</translation>
  </message>
 </context>
 <context>
  <name>CheckpointChoice</name>
  <message>
   <source>Checkpoint</source>
   <translation>Checkpoint</translation>
  </message>
  <message>
   <source>Epoch {n} · generate</source>
   <translation>Epoche {n} · generieren</translation>
  </message>
 </context>
 <context>
  <name>ClipAudio</name>
  <message>
   <source>Audio</source>
   <translation>Audio</translation>
  </message>
  <message>
   <source>Play with audio</source>
   <translation>Mit Audio abspielen</translation>
  </message>
  <message>
   <source>The clip has no audio</source>
   <translation>Der Clip hat kein Audio</translation>
  </message>
 </context>
 <context>
  <name>ClosingDialog</name>
  <message>
   <source>A job is still running.</source>
   <translation>Ein Auftrag läuft noch.</translation>
  </message>
  <message>
   <source>An import is still running.</source>
   <translation>Ein Import läuft noch.</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancel import and close</source>
   <translation>Import abbrechen und schließen</translation>
  </message>
  <message>
   <source>Close SyncTalk Studio</source>
   <translation>SyncTalk Studio schließen</translation>
  </message>
  <message>
   <source>It can keep running in the background: when you open the program again, it is still there and its chart is complete. Or stop it now; its state is saved first.</source>
   <translation>Der Auftrag kann im Hintergrund weiterlaufen: Beim nächsten Öffnen des Programms ist er noch da und sein Diagramm vollständig. Oder jetzt stoppen; der Stand wird vorher gespeichert.</translation>
  </message>
  <message>
   <source>Keep running in background</source>
   <translation>Weiterlaufen lassen</translation>
  </message>
  <message>
   <source>Stop and save</source>
   <translation>Stoppen und speichern</translation>
  </message>
  <message>
   <source>They can keep running in the background: when you open the program again, they are still there and their charts are complete. Or stop them now; their state is saved first.</source>
   <translation>Die Aufträge können im Hintergrund weiterlaufen: Beim nächsten Öffnen des Programms sind sie noch da und ihre Diagramme vollständig. Oder jetzt stoppen; der Stand wird vorher gespeichert.</translation>
  </message>
  <message>
   <source>{n} jobs are still running.</source>
   <translation>{n} Aufträge laufen noch.</translation>
  </message>
  <message>
   <source>{n} queued: kept for the next start, or removed if you stop.</source>
   <translation>{n} in der Warteschlange: bleibt bis zum nächsten Start erhalten; beim Stoppen wird sie geleert.</translation>
  </message>
  <message>
   <source>“{name}” is being imported. Closing cancels the import and removes its partial files.</source>
   <translation>„{name}“ wird importiert. Beim Schließen wird der Import abgebrochen; unvollständige Dateien werden entfernt.</translation>
  </message>
 </context>
 <context>
  <name>CompareView</name>
  <message>
   <source>Blend target and generated (3)</source>
   <translation>Ziel und generierte Frames überblenden (3)</translation>
  </message>
  <message>
   <source>Cannot read frame {n}.</source>
   <translation>Frame {n} kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>Difference × {gain}</source>
   <translation>Differenz × {gain}</translation>
  </message>
  <message>
   <source>Generated</source>
   <translation>Generiert</translation>
  </message>
  <message>
   <source>Onion skin</source>
   <translation>Überlagerung</translation>
  </message>
  <message>
   <source>Reading the frames…</source>
   <translation>Einzelbilder werden gelesen …</translation>
  </message>
  <message>
   <source>Side by side</source>
   <translation>Nebeneinander</translation>
  </message>
  <message>
   <source>Target</source>
   <translation>Ziel</translation>
  </message>
  <message>
   <source>Target on the left of a line, generated on the right (2)</source>
   <translation>Links der Trennlinie das Ziel, rechts generiert (2)</translation>
  </message>
  <message>
   <source>Target or generated</source>
   <translation>Ziel oder generiert</translation>
  </message>
  <message>
   <source>Target, generated, difference (1)</source>
   <translation>Ziel, generiert, Differenz (1)</translation>
  </message>
  <message>
   <source>Validation frames appear here after training.</source>
   <translation>Nach dem Training erscheinen hier Validierungsframes.</translation>
  </message>
  <message>
   <source>Wipe</source>
   <translation>Wischblende</translation>
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
  <name>ConsentDialog</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Choose signed form</source>
   <translation>Unterschriebenes Formular wählen</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>Wählen…</translation>
  </message>
  <message>
   <source>Consent</source>
   <translation>Einwilligung</translation>
  </message>
  <message>
   <source>Date of consent</source>
   <translation>Datum der Einwilligung</translation>
  </message>
  <message>
   <source>Keep who agreed to this avatar, when, and the signed form if there is one. The note stays in the project and appears in its report.</source>
   <translation>Halten Sie fest, wer diesem Avatar zugestimmt hat, wann, und wenn vorhanden das unterschriebene Formular. Die Notiz bleibt im Projekt und steht in seinem Bericht.</translation>
  </message>
  <message>
   <source>Person in the video</source>
   <translation>Person im Video</translation>
  </message>
  <message>
   <source>Remove note</source>
   <translation>Notiz entfernen</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Signed form</source>
   <translation>Unterschriebenes Formular</translation>
  </message>
  <message>
   <source>Who has consented?</source>
   <translation>Wer hat eingewilligt?</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keine</translation>
  </message>
 </context>
 <context>
  <name>ConsentRow</name>
  <message>
   <source>Consent note…</source>
   <translation>Einwilligung …</translation>
  </message>
  <message>
   <source>Consent: {person}, {date}</source>
   <translation>Einwilligung: {person}, {date}</translation>
  </message>
  <message>
   <source>Only render people who have consented, and label the video as AI-generated.</source>
   <translation>Nur Personen rendern, die eingewilligt haben, und das Video als KI-generiert kennzeichnen.</translation>
  </message>
  <message>
   <source>Who agreed to this avatar, when</source>
   <translation>Wer diesem Avatar zugestimmt hat, und wann</translation>
  </message>
 </context>
 <context>
  <name>Desktop</name>
  <message>
   <source>Save report</source>
   <translation>Bericht speichern</translation>
  </message>
  <message>
   <source>Zip files (*.zip)</source>
   <translation>Zip-Dateien (*.zip)</translation>
  </message>
 </context>
 <context>
  <name>DeviceButton</name>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Automatic ({n})</source>
   <translation>Automatisch ({n})</translation>
  </message>
  <message>
   <source>CPU</source>
   <translation>CPU</translation>
  </message>
  <message>
   <source>Device of this project: {n}</source>
   <translation>Gerät dieses Projekts: {n}</translation>
  </message>
  <message>
   <source>Device: {name}, memory {memory}</source>
   <translation>Gerät: {name}, Speicher {memory}</translation>
  </message>
  <message>
   <source>Looking for devices…</source>
   <translation>Geräte werden gesucht…</translation>
  </message>
  <message>
   <source>Used by {names}</source>
   <translation>Belegt von {names}</translation>
  </message>
  <message>
   <source>used by {names}</source>
   <translation>belegt von {names}</translation>
  </message>
  <message>
   <source>{free} of {total} free</source>
   <translation>{free} von {total} frei</translation>
  </message>
 </context>
 <context>
  <name>Engine</name>
  <message>
   <source>&amp;Audio analysis</source>
   <translation>&amp;Audioanalyse</translation>
  </message>
  <message>
   <source>&amp;Background</source>
   <translation>&amp;Hintergrund</translation>
  </message>
  <message>
   <source>&amp;Batch size</source>
   <translation>&amp;Batchgröße</translation>
  </message>
  <message>
   <source>&amp;Captions</source>
   <translation>&amp;Untertitel</translation>
  </message>
  <message>
   <source>&amp;Checkpoint</source>
   <translation>&amp;Checkpoint</translation>
  </message>
  <message>
   <source>&amp;Face tracking</source>
   <translation>Gesichts&amp;verfolgung</translation>
  </message>
  <message>
   <source>&amp;File name</source>
   <translation>&amp;Dateiname</translation>
  </message>
  <message>
   <source>&amp;Frames</source>
   <translation>&amp;Frames</translation>
  </message>
  <message>
   <source>&amp;From frame</source>
   <translation>&amp;Ab Frame</translation>
  </message>
  <message>
   <source>&amp;Loop</source>
   <translation>&amp;Wiederholung</translation>
  </message>
  <message>
   <source>&amp;Network</source>
   <translation>&amp;Netz</translation>
  </message>
  <message>
   <source>&amp;Quality</source>
   <translation>&amp;Qualität</translation>
  </message>
  <message>
   <source>&amp;Train for</source>
   <translation>&amp;Dauer</translation>
  </message>
  <message>
   <source>--date and --file describe a new note, which needs --person and no --remove</source>
   <translation>--date und --file beschreiben einen neuen Eintrag; er braucht --person und kein --remove</translation>
  </message>
  <message>
   <source>--link is for dataset folders</source>
   <translation>--link gilt nur für Datensatzordner</translation>
  </message>
  <message>
   <source>--part_from needs --part_of</source>
   <translation>--part_from braucht --part_of</translation>
  </message>
  <message>
   <source>--preview_from needs --preview_s</source>
   <translation>--preview_from braucht --preview_s</translation>
  </message>
  <message>
   <source>--syncnet_checkpoint_path and --syncnet_checkpoint name different files</source>
   <translation>--syncnet_checkpoint_path und --syncnet_checkpoint nennen verschiedene Dateien</translation>
  </message>
  <message>
   <source>--voice needs --text or --text_file</source>
   <translation>--voice braucht --text oder --text_file</translation>
  </message>
  <message>
   <source>--workers is for this machine alone; a cluster has as many as fit</source>
   <translation>--workers gilt nur für diesen Computer; ein Cluster nimmt so viele, wie passen</translation>
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
   <source>44 s of speech, for the sample clip only</source>
   <translation>44 s Sprache, nur für den Beispielclip</translation>
  </message>
  <message>
   <source>468 points · faster</source>
   <translation>468 Punkte · schneller</translation>
  </message>
  <message>
   <source>478 points · more accurate</source>
   <translation>478 Punkte · genauer</translation>
  </message>
  <message>
   <source>A batch on a cluster needs Ray, which is not installed.</source>
   <translation>Ein Stapel auf einem Cluster braucht Ray; es ist nicht installiert.</translation>
  </message>
  <message>
   <source>A face was found in {percent}% of the checked frames.</source>
   <translation>In {percent} % der geprüften Frames wurde ein Gesicht gefunden.</translation>
  </message>
  <message>
   <source>A launcher has started one process per device, so {device} cannot be chosen.</source>
   <translation>Ein Launcher hat je Gerät einen Prozess gestartet; {device} lässt sich deshalb nicht wählen.</translation>
  </message>
  <message>
   <source>A live video cannot be sent to “{target}”.</source>
   <translation>Ein Live-Video lässt sich nicht an „{target}“ senden.</translation>
  </message>
  <message>
   <source>A live video has no alpha channel, so its background cannot be transparent.</source>
   <translation>Ein Live-Video hat keinen Alphakanal; sein Hintergrund kann nicht transparent sein.</translation>
  </message>
  <message>
   <source>A longer video gives a better SyncNet.</source>
   <translation>Ein längeres Video ergibt ein besseres SyncNet.</translation>
  </message>
  <message>
   <source>A new training starts with epoch {epoch}; the {count} checkpoints in {path} are kept.</source>
   <translation>Ein neues Training beginnt mit Epoche {epoch}; die {count} Checkpoints in {path} bleiben erhalten.</translation>
  </message>
  <message>
   <source>A progressive recording (25p, 30p, 50p) shows fast lip movements more clearly.</source>
   <translation>Eine progressive Aufnahme (25p, 30p, 50p) zeigt schnelle Lippenbewegungen deutlicher.</translation>
  </message>
  <message>
   <source>A signed C2PA manifest can be written into MP4 and MOV files only.</source>
   <translation>Ein signiertes C2PA-Manifest lässt sich nur in MP4- und MOV-Dateien schreiben.</translation>
  </message>
  <message>
   <source>A still image of the average mouth is as close to the video as this model.</source>
   <translation>Ein Standbild des Durchschnittsmunds kommt dem Video so nahe wie dieses Modell.</translation>
  </message>
  <message>
   <source>A text cannot be spoken: this copy of the program does not have {packages}.</source>
   <translation>Text lässt sich nicht sprechen: In dieser Kopie des Programms fehlt {packages}.</translation>
  </message>
  <message>
   <source>A training step takes {step_ms} ms in the mode “{mode}”; {usual_ms} ms as usual.</source>
   <translation>Ein Trainingsschritt dauert im Modus „{mode}“ {step_ms} ms, sonst {usual_ms} ms.</translation>
  </message>
  <message>
   <source>A video is signed with a certificate and its key, and only one of them was given.</source>
   <translation>Ein Video wird mit einem Zertifikat und dem zugehörigen Schlüssel signiert; nur eines von beiden wurde angegeben.</translation>
  </message>
  <message>
   <source>A video with only one person gives better results.</source>
   <translation>Ein Video mit nur einer Person gibt bessere Ergebnisse.</translation>
  </message>
  <message>
   <source>AVE audio encoder</source>
   <translation>AVE-Audio-Encoder</translation>
  </message>
  <message>
   <source>AVE · research code</source>
   <translation>AVE · Forschungscode</translation>
  </message>
  <message>
   <source>About {needed_gb} GB will be needed, but only {free_gb} GB are free on the disk.</source>
   <translation>Es werden etwa {needed_gb} GB gebraucht, aber nur {free_gb} GB sind auf dem Laufwerk frei.</translation>
  </message>
  <message>
   <source>Add --force to start a new training beside them.</source>
   <translation>Mit --force daneben ein neues Training starten.</translation>
  </message>
  <message>
   <source>Another person is on screen for {seconds} s in place of the chosen one; these {frames} frames are left out of training.</source>
   <translation>{seconds} s lang ist statt der gewählten eine andere Person im Bild; diese {frames} Frames bleiben beim Training außen vor.</translation>
  </message>
  <message>
   <source>Another process (number {pid}) is already working on “{name}”.</source>
   <translation>Ein anderer Prozess (Nummer {pid}) arbeitet bereits an „{name}“.</translation>
  </message>
  <message>
   <source>Another training has saved checkpoints meanwhile: this one continues with epoch {epoch}.</source>
   <translation>Ein anderes Training hat inzwischen Checkpoints gespeichert: Dieses macht mit Epoche {epoch} weiter.</translation>
  </message>
  <message>
   <source>Audio and video are in sync.</source>
   <translation>Audio und Video sind synchron.</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Batch size {found} becomes {wanted}; the training continues at the same epoch.</source>
   <translation>Die Batchgröße ändert sich von {found} auf {wanted}; das Training macht bei derselben Epoche weiter.</translation>
  </message>
  <message>
   <source>Best</source>
   <translation>Bester</translation>
  </message>
  <message>
   <source>C2PA certificate</source>
   <translation>C2PA-Zertifikat</translation>
  </message>
  <message>
   <source>C2PA key</source>
   <translation>C2PA-Schlüssel</translation>
  </message>
  <message>
   <source>Captions cannot be made in “{language}”: Whisper does not know this code of a language.</source>
   <translation>Untertitel in „{language}“ sind nicht möglich: Whisper kennt diesen Sprachcode nicht.</translation>
  </message>
  <message>
   <source>Change to another folder (cd) and start again.</source>
   <translation>In einen anderen Ordner wechseln (cd) und neu starten.</translation>
  </message>
  <message>
   <source>Check that Ray is running there, or leave --ray out to use this machine alone.</source>
   <translation>Prüfen, ob Ray dort läuft, oder --ray weglassen, um nur diesen Computer zu verwenden.</translation>
  </message>
  <message>
   <source>Check that it plays in a video player; if it does, save it as MP4 and try again.</source>
   <translation>Prüfen, ob die Datei in einem Videoplayer läuft; wenn ja, als MP4 speichern und erneut versuchen.</translation>
  </message>
  <message>
   <source>Check that the right recording was used.</source>
   <translation>Prüfen, ob die richtige Aufnahme verwendet wurde.</translation>
  </message>
  <message>
   <source>Check the address and the stream key, and that the server is running and can be reached.</source>
   <translation>Adresse und Stream-Schlüssel prüfen und ob der Server läuft und erreichbar ist.</translation>
  </message>
  <message>
   <source>Check the audio, or give what is said with --transcript.</source>
   <translation>Prüfen Sie den Ton, oder geben Sie das Gesagte mit --transcript an.</translation>
  </message>
  <message>
   <source>Check the connection, or download the file elsewhere and import it.</source>
   <translation>Die Verbindung prüfen oder die Datei anderswo herunterladen und importieren.</translation>
  </message>
  <message>
   <source>Check the focus and the light, and hold the camera still.</source>
   <translation>Fokus und Licht prüfen und die Kamera ruhig halten.</translation>
  </message>
  <message>
   <source>Check the focus, or cut these parts out.</source>
   <translation>Den Fokus prüfen oder diese Teile herausschneiden.</translation>
  </message>
  <message>
   <source>Check the internet connection and try again, or download the file on another computer and run “synctalk models import FILE”.</source>
   <translation>Die Internetverbindung prüfen und erneut versuchen, oder die Datei auf einem anderen Computer herunterladen und „synctalk models import FILE“ ausführen.</translation>
  </message>
  <message>
   <source>Check the language with --captions_language; Chinese characters do not show their sound.</source>
   <translation>Prüfen Sie die Sprache mit --captions_language; chinesische Schriftzeichen zeigen ihren Laut nicht.</translation>
  </message>
  <message>
   <source>Check the name, or preprocess the video first.</source>
   <translation>Den Namen prüfen oder das Video zuerst vorverarbeiten.</translation>
  </message>
  <message>
   <source>Check the network and the disk, then start again.</source>
   <translation>Netzwerk und Laufwerk prüfen, dann neu starten.</translation>
  </message>
  <message>
   <source>Check the path, or train a SyncNet with --train_syncnet.</source>
   <translation>Den Pfad prüfen oder mit --train_syncnet ein SyncNet trainieren.</translation>
  </message>
  <message>
   <source>Check the path, reconnect the drive or network folder, and start again; saved work is kept.</source>
   <translation>Den Pfad prüfen, das Laufwerk oder den Netzwerkordner wieder verbinden und neu starten; Gespeichertes bleibt erhalten.</translation>
  </message>
  <message>
   <source>Check the path.</source>
   <translation>Den Pfad prüfen.</translation>
  </message>
  <message>
   <source>Check the permissions of that file and its folder, or choose another folder.</source>
   <translation>Die Zugriffsrechte der Datei und ihres Ordners prüfen oder einen anderen Ordner wählen.</translation>
  </message>
  <message>
   <source>Choose --format h264, or leave out --c2pa_cert and --c2pa_key.</source>
   <translation>--format h264 wählen oder --c2pa_cert und --c2pa_key weglassen.</translation>
  </message>
  <message>
   <source>Choose --start_frame and --end_frame within the video, the end not before the start.</source>
   <translation>--start_frame und --end_frame innerhalb des Videos wählen, das Ende nicht vor dem Anfang.</translation>
  </message>
  <message>
   <source>Choose ProRes 4444, VP9, lossless or PNG (--format), or a background that is a colour or a picture.</source>
   <translation>Wählen Sie ProRes 4444, VP9, verlustfrei oder PNG (--format), oder eine Farbe oder ein Bild als Hintergrund.</translation>
  </message>
  <message>
   <source>Choose ProRes 4444, VP9, lossless or PNG as the format, or another background.</source>
   <translation>Wählen Sie als Format ProRes 4444, VP9, verlustfrei oder PNG, oder einen anderen Hintergrund.</translation>
  </message>
  <message>
   <source>Choose a PNG or JPEG file, or a colour such as #00b140.</source>
   <translation>Wählen Sie eine PNG- oder JPEG-Datei oder eine Farbe wie #00b140.</translation>
  </message>
  <message>
   <source>Choose a colour or a picture: --background #00b140 can be made transparent by OBS and by video editors (chroma key).</source>
   <translation>Wählen Sie eine Farbe oder ein Bild: --background #00b140 können OBS und Schnittprogramme transparent machen (Chroma Key).</translation>
  </message>
  <message>
   <source>Choose a dataset folder (full_body_img, landmarks, aud_*.npy), a checkpoint (.pth), a folder of checkpoints, or a .zip from “synctalk export”.</source>
   <translation>Einen Datensatzordner (full_body_img, landmarks, aud_*.npy), einen Checkpoint (.pth), einen Ordner mit Checkpoints oder eine .zip-Datei von „synctalk export“ wählen.</translation>
  </message>
  <message>
   <source>Choose a file in it.</source>
   <translation>Wählen Sie eine Datei darin.</translation>
  </message>
  <message>
   <source>Choose a file name that ends in .png or .jpg.</source>
   <translation>Einen Dateinamen wählen, der auf .png oder .jpg endet.</translation>
  </message>
  <message>
   <source>Choose a folder that contains speech files.</source>
   <translation>Einen Ordner wählen, der Sprachaufnahmen enthält.</translation>
  </message>
  <message>
   <source>Choose a longer one with --token, or leave out --host and --token.</source>
   <translation>Mit --token ein längeres wählen oder --host und --token weglassen.</translation>
  </message>
  <message>
   <source>Choose a name with only letters, digits, spaces, dots, hyphens and underscores.</source>
   <translation>Einen Namen wählen, der nur Buchstaben, Ziffern, Leerzeichen, Punkte, Bindestriche und Unterstriche enthält.</translation>
  </message>
  <message>
   <source>Choose a video of a person talking.</source>
   <translation>Ein Video wählen, in dem eine Person spricht.</translation>
  </message>
  <message>
   <source>Choose an audio or video file with speech.</source>
   <translation>Eine Audio- oder Videodatei mit Sprache wählen.</translation>
  </message>
  <message>
   <source>Choose an earlier --part_from.</source>
   <translation>Wählen Sie ein früheres --part_from.</translation>
  </message>
  <message>
   <source>Choose an earlier --preview_from.</source>
   <translation>Ein früheres --preview_from wählen.</translation>
  </message>
  <message>
   <source>Choose another checkpoint.</source>
   <translation>Einen anderen Checkpoint wählen.</translation>
  </message>
  <message>
   <source>Choose another folder, or move those files somewhere else.</source>
   <translation>Einen anderen Ordner wählen oder diese Dateien verschieben.</translation>
  </message>
  <message>
   <source>Choose another format, or install PyAV from PyPI: pip install --force-reinstall av</source>
   <translation>Ein anderes Format wählen oder PyAV von PyPI installieren: pip install --force-reinstall av</translation>
  </message>
  <message>
   <source>Choose another name, or use --force to replace it.</source>
   <translation>Einen anderen Namen wählen oder mit --force ersetzen.</translation>
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
   <source>Choose another port with --port, or --port 0 for a free one.</source>
   <translation>Mit --port einen anderen Port wählen oder mit --port 0 einen freien.</translation>
  </message>
  <message>
   <source>Choose different GPUs, such as cuda:0,cuda:1, or several CPU processes, such as cpu,cpu.</source>
   <translation>Verschiedene GPUs wählen, etwa cuda:0,cuda:1, oder mehrere CPU-Prozesse, etwa cpu,cpu.</translation>
  </message>
  <message>
   <source>Choose one device with --device.</source>
   <translation>Mit --device ein einzelnes Gerät wählen.</translation>
  </message>
  <message>
   <source>Choose one of them with --voice.</source>
   <translation>Mit --voice eine davon wählen.</translation>
  </message>
  <message>
   <source>Choose one of these kinds: {kinds}.</source>
   <translation>Eine dieser Arten wählen: {kinds}.</translation>
  </message>
  <message>
   <source>Choose one of: {available}.</source>
   <translation>Eines von diesen wählen: {available}.</translation>
  </message>
  <message>
   <source>Choose one of: {available}; --device auto takes the best one there is.</source>
   <translation>Eines von diesen wählen: {available}; --device auto nimmt das beste vorhandene.</translation>
  </message>
  <message>
   <source>Choose other audio features.</source>
   <translation>Andere Audiomerkmale wählen.</translation>
  </message>
  <message>
   <source>Choose the PEM files of a certificate for C2PA and of its key.</source>
   <translation>Die PEM-Dateien eines Zertifikats für C2PA und des zugehörigen Schlüssels wählen.</translation>
  </message>
  <message>
   <source>Choose the face</source>
   <translation>Gesicht wählen</translation>
  </message>
  <message>
   <source>Choose the file itself: {filename}.</source>
   <translation>Die Datei selbst wählen: {filename}.</translation>
  </message>
  <message>
   <source>Choose the original file from its publisher: {filename}.</source>
   <translation>Die Originaldatei des Herausgebers wählen: {filename}.</translation>
  </message>
  <message>
   <source>Choose the original file from its publisher; “synctalk models list” says where to get it.</source>
   <translation>Die Originaldatei des Herausgebers wählen; „synctalk models list“ nennt die Quelle.</translation>
  </message>
  <message>
   <source>Choose the video that was rendered from this speech at this frame rate.</source>
   <translation>Wählen Sie das Video, das aus dieser Sprache mit dieser Bildrate gerendert wurde.</translation>
  </message>
  <message>
   <source>Clipped audio hides what is said.</source>
   <translation>Übersteuertes Audio verdeckt, was gesagt wird.</translation>
  </message>
  <message>
   <source>Close other programs that use it and allow access to it in the system's privacy settings, then start again.</source>
   <translation>Andere Programme schließen, die es verwenden, und den Zugriff in den Datenschutzeinstellungen des Systems erlauben, dann neu starten.</translation>
  </message>
  <message>
   <source>Close other programs that use it and resume. Saved progress is kept.</source>
   <translation>Andere Programme schließen, die ihn belegen, und fortsetzen. Gespeicherter Fortschritt bleibt erhalten.</translation>
  </message>
  <message>
   <source>Close other programs that use this memory and resume with --continue_training, resume on the CPU with --continue_training --device cpu, or train a smaller network with --preset lite-160 --force. The last saved state is kept.</source>
   <translation>Andere Programme schließen, die diesen Speicher belegen, und mit --continue_training fortsetzen, mit --continue_training --device cpu auf der CPU fortsetzen oder mit --preset lite-160 --force ein kleineres Netz trainieren. Der letzte gespeicherte Stand bleibt erhalten.</translation>
  </message>
  <message>
   <source>Close other programs that use this memory and resume with --continue_training; saved work is kept.</source>
   <translation>Andere Programme schließen, die diesen Speicher belegen, und mit --continue_training fortsetzen; Gespeichertes bleibt erhalten.</translation>
  </message>
  <message>
   <source>Close other programs that use this memory and resume, or choose a smaller preset. The last saved state is kept.</source>
   <translation>Andere Programme schließen, die diesen Speicher belegen, und fortsetzen, oder eine kleinere Voreinstellung wählen. Der letzte gespeicherte Stand bleibt erhalten.</translation>
  </message>
  <message>
   <source>Close other programs that use this memory, or choose the CPU in the status bar.</source>
   <translation>Andere Programme schließen, die diesen Speicher belegen, oder in der Statusleiste die CPU wählen.</translation>
  </message>
  <message>
   <source>Close other programs that use this memory, or render on the CPU with --device cpu.</source>
   <translation>Andere Programme schließen, die diesen Speicher belegen, oder mit --device cpu auf der CPU rendern.</translation>
  </message>
  <message>
   <source>Close other programs that use this memory, or use the CPU with --device cpu.</source>
   <translation>Andere Programme schließen, die diesen Speicher belegen, oder mit --device cpu die CPU verwenden.</translation>
  </message>
  <message>
   <source>Close the lips at p, b and m</source>
   <translation>Lippen bei p, b und m schließen</translation>
  </message>
  <message>
   <source>Close the lips where p, b or m is said; for studio models.</source>
   <translation>Schließt die Lippen, wo p, b oder m gesprochen wird; für studio-Modelle.</translation>
  </message>
  <message>
   <source>Connect one and allow programs to use it, or give a file: --audio_path FILE</source>
   <translation>Eines anschließen und Programmen den Zugriff erlauben oder eine Datei angeben: --audio_path FILE</translation>
  </message>
  <message>
   <source>Convert it to a standard (SDR, BT.709) video with a video editor.</source>
   <translation>Mit einem Videoschnittprogramm in ein normales Video (SDR, BT.709) umwandeln.</translation>
  </message>
  <message>
   <source>Convert the file to WAV with another program, or copy the file again.</source>
   <translation>Die Datei mit einem anderen Programm in WAV umwandeln oder noch einmal kopieren.</translation>
  </message>
  <message>
   <source>Convert the speech to WAV and render again; if that does not help, please report it.</source>
   <translation>Die Sprachaufnahme in WAV umwandeln und erneut rendern; wenn das nicht hilft, bitte melden.</translation>
  </message>
  <message>
   <source>Copy or download the file again to get the complete video.</source>
   <translation>Die Datei noch einmal kopieren oder herunterladen, um das vollständige Video zu erhalten.</translation>
  </message>
  <message>
   <source>Copy or download the file again, or use the original recording.</source>
   <translation>Die Datei noch einmal kopieren oder herunterladen, oder die Originalaufnahme verwenden.</translation>
  </message>
  <message>
   <source>Copy or download the file again.</source>
   <translation>Die Datei noch einmal kopieren oder herunterladen.</translation>
  </message>
  <message>
   <source>Copy the file again, or repair it with the program that recorded it.</source>
   <translation>Die Datei noch einmal kopieren oder mit dem Programm reparieren, das sie aufgenommen hat.</translation>
  </message>
  <message>
   <source>Correct audio that is early or late by more than one frame, if this was measured reliably.</source>
   <translation>Korrigiert Ton, der um mehr als ein Bild zu früh oder zu spät ist, wenn das zuverlässig gemessen wurde.</translation>
  </message>
  <message>
   <source>Correct them and try again.</source>
   <translation>Korrigieren und erneut versuchen.</translation>
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
   <translation>Diese Teile herausschneiden oder von vorn filmen.</translation>
  </message>
  <message>
   <source>Cut these parts out, or film in even light.</source>
   <translation>Diese Teile herausschneiden oder bei gleichmäßigem Licht filmen.</translation>
  </message>
  <message>
   <source>Cut these parts out: the model would learn what covers the mouth.</source>
   <translation>Diese Teile herausschneiden: Das Modell würde lernen, was den Mund verdeckt.</translation>
  </message>
  <message>
   <source>Dolby Vision without an ordinary image (profile 5)</source>
   <translation>Dolby Vision ohne normales Bild (Profil 5)</translation>
  </message>
  <message>
   <source>Download it again with “synctalk models install {asset}”, or import another copy with “synctalk models import FILE --id {asset}”.</source>
   <translation>Mit „synctalk models install {asset}“ neu herunterladen oder mit „synctalk models import FILE --id {asset}“ eine andere Kopie importieren.</translation>
  </message>
  <message>
   <source>Download the add-on for this version of the program and this operating system.</source>
   <translation>Die Erweiterung für diese Programmversion und dieses Betriebssystem herunterladen.</translation>
  </message>
  <message>
   <source>Download {filename} in a browser from {page}, then import it under Help, Model weights.</source>
   <translation>{filename} im Browser von {page} herunterladen und dann unter „Hilfe &gt; Modellgewichte“ importieren.</translation>
  </message>
  <message>
   <source>Download {filename} in a browser from {page}, then run “synctalk models import {filename} --id {asset}”.</source>
   <translation>{filename} im Browser von {page} herunterladen und dann „synctalk models import {filename} --id {asset}“ ausführen.</translation>
  </message>
  <message>
   <source>EfficientNet-Lite0, ImageNet</source>
   <translation>EfficientNet-Lite0, ImageNet</translation>
  </message>
  <message>
   <source>EfficientNet-Lite2, ImageNet</source>
   <translation>EfficientNet-Lite2, ImageNet</translation>
  </message>
  <message>
   <source>Encoding on the hardware encoder {encoder}.</source>
   <translation>Kodierung mit dem Hardware-Encoder {encoder}.</translation>
  </message>
  <message>
   <source>Enough speech to learn from.</source>
   <translation>Genug Sprache zum Lernen.</translation>
  </message>
  <message>
   <source>Epochs</source>
   <translation>Epochen</translation>
  </message>
  <message>
   <source>Export it again with “synctalk export”, or copy the file again.</source>
   <translation>Mit „synctalk export“ neu exportieren oder die Datei noch einmal kopieren.</translation>
  </message>
  <message>
   <source>Export or copy it again.</source>
   <translation>Neu exportieren oder noch einmal kopieren.</translation>
  </message>
  <message>
   <source>Exporting ONNX needs the package onnx, which is not installed.</source>
   <translation>Der ONNX-Export braucht das Paket onnx; es ist nicht installiert.</translation>
  </message>
  <message>
   <source>Extra training for lip sync</source>
   <translation>Zusatztraining für Lippensynchronität</translation>
  </message>
  <message>
   <source>FAT32 drives hold files of up to 4 GB. Move the project to a drive formatted as NTFS, exFAT, APFS or ext4, and start again.</source>
   <translation>FAT32-Laufwerke fassen nur Dateien bis 4 GB. Das Projekt auf ein Laufwerk mit NTFS, exFAT, APFS oder ext4 verschieben und neu starten.</translation>
  </message>
  <message>
   <source>Face crops and audio features stay in the memory of {device} ({size_mb} MB).</source>
   <translation>Gesichtsausschnitte und Audiomerkmale bleiben im Speicher von {device} ({size_mb} MB).</translation>
  </message>
  <message>
   <source>Face detector, full range</source>
   <translation>Gesichtsdetektor, voller Bereich</translation>
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
   <source>Film closer: good results start at about 250 px.</source>
   <translation>Näher filmen: Gute Ergebnisse gibt es ab etwa 250 px.</translation>
  </message>
  <message>
   <source>Film from the front.</source>
   <translation>Von vorn filmen.</translation>
  </message>
  <message>
   <source>Finished videos that are kept: {count}.</source>
   <translation>Fertige Videos, die erhalten bleiben: {count}.</translation>
  </message>
  <message>
   <source>Fix audio sync</source>
   <translation>A/V-Versatz korrigieren</translation>
  </message>
  <message>
   <source>Fo&amp;rmat</source>
   <translation>Fo&amp;rmat</translation>
  </message>
  <message>
   <source>For an export that runs there unchanged, train a new model with AVE features (--asr ave --force).</source>
   <translation>Für einen Export, der dort unverändert läuft, ein neues Modell mit AVE-Merkmalen trainieren (--asr ave --force).</translation>
  </message>
  <message>
   <source>Format in which the frames of the video are saved.</source>
   <translation>Format, in dem die Bilder des Videos gespeichert werden.</translation>
  </message>
  <message>
   <source>Format of the video.</source>
   <translation>Format des Videos.</translation>
  </message>
  <message>
   <source>Forward and back</source>
   <translation>Vor und zurück</translation>
  </message>
  <message>
   <source>Forward, in a loop</source>
   <translation>Vorwärts, in Schleife</translation>
  </message>
  <message>
   <source>Frames without a face are left out of training.</source>
   <translation>Frames ohne Gesicht bleiben beim Training außen vor.</translation>
  </message>
  <message>
   <source>Free some space on that disk and start again; finished work is kept.</source>
   <translation>Auf diesem Laufwerk Speicherplatz freigeben und neu starten; Fertiges bleibt erhalten.</translation>
  </message>
  <message>
   <source>Free some space on the disk, check the certificate, and render again.</source>
   <translation>Speicherplatz auf dem Laufwerk freigeben, das Zertifikat prüfen und erneut rendern.</translation>
  </message>
  <message>
   <source>Free some space, choose another folder, or use --frame_format jpg.</source>
   <translation>Speicherplatz freigeben, einen anderen Ordner wählen oder --frame_format jpg verwenden.</translation>
  </message>
  <message>
   <source>Free some space, or choose a smaller preset.</source>
   <translation>Speicherplatz freigeben oder eine kleinere Voreinstellung wählen.</translation>
  </message>
  <message>
   <source>Free some space, or train a smaller network with --preset lite-160 --force.</source>
   <translation>Speicherplatz freigeben oder mit --preset lite-160 --force ein kleineres Netz trainieren.</translation>
  </message>
  <message>
   <source>From step {step} on, the loss includes fine detail, so the total loss rises.</source>
   <translation>Ab Schritt {step} zählen feine Details zum Verlust, deshalb steigt der Gesamtverlust.</translation>
  </message>
  <message>
   <source>Give a code such as en, de, fr or zh with --captions_language, or leave the option out: the language is then detected.</source>
   <translation>Geben Sie mit --captions_language einen Code wie en, de, fr oder zh an, oder lassen Sie die Option weg: Die Sprache wird dann erkannt.</translation>
  </message>
  <message>
   <source>Give both --c2pa_cert and --c2pa_key, or neither.</source>
   <translation>Sowohl --c2pa_cert als auch --c2pa_key angeben oder keines von beiden.</translation>
  </message>
  <message>
   <source>Give the matte one grey image per frame of the preprocessed video, of the same size, with the frame's number as its name (000000.png).</source>
   <translation>Die Maske braucht je Frame des vorverarbeiteten Videos ein Graustufenbild gleicher Größe, mit der Nummer des Frames als Namen (000000.png).</translation>
  </message>
  <message>
   <source>Give the new video another name with --name, or keep what is there with --skip_frames, --skip_landmarks or --skip_audio.</source>
   <translation>Dem neuen Video mit --name einen anderen Namen geben, oder mit --skip_frames, --skip_landmarks oder --skip_audio behalten, was da ist.</translation>
  </message>
  <message>
   <source>Give the person and the day: synctalk consent --name NAME --person NAME --date 2026-01-31</source>
   <translation>Person und Tag angeben: synctalk consent --name NAME --person NAME --date 2026-01-31</translation>
  </message>
  <message>
   <source>Good. Train {minutes} min more for better lip sync.</source>
   <translation>Gut. Für bessere Lippensynchronität noch {minutes} min trainieren.</translation>
  </message>
  <message>
   <source>Good. Train {minutes} min more for clearer mouth shapes.</source>
   <translation>Gut. Für klarere Mundformen noch {minutes} min trainieren.</translation>
  </message>
  <message>
   <source>Good. Train {minutes} min more for more natural skin.</source>
   <translation>Gut. Für natürlichere Haut noch {minutes} min trainieren.</translation>
  </message>
  <message>
   <source>Good. Train {minutes} min more for sharper teeth.</source>
   <translation>Gut. Für schärfere Zähne noch {minutes} min trainieren.</translation>
  </message>
  <message>
   <source>H.264 · plays everywhere</source>
   <translation>H.264 · läuft überall</translation>
  </message>
  <message>
   <source>HEVC, 10 bit · smaller</source>
   <translation>HEVC, 10 Bit · kleiner</translation>
  </message>
  <message>
   <source>Hands and microphones would be learned as part of the mouth.</source>
   <translation>Hände und Mikrofone würden als Teil des Munds gelernt.</translation>
  </message>
  <message>
   <source>Head movement is smooth in every rendered video.</source>
   <translation>Die Kopfbewegung ist in jedem gerenderten Video fließend.</translation>
  </message>
  <message>
   <source>Head movement is taken from the video, starting at this frame.</source>
   <translation>Die Kopfbewegung stammt aus dem Video, ab diesem Frame.</translation>
  </message>
  <message>
   <source>Help, Model weights lists the supported files and their publishers.</source>
   <translation>„Hilfe &gt; Modellgewichte“ zeigt die unterstützten Dateien und ihre Herausgeber.</translation>
  </message>
  <message>
   <source>High</source>
   <translation>Hoch</translation>
  </message>
  <message>
   <source>How far the mouth opens, against what the audio asks for; for studio models.</source>
   <translation>Wie weit sich der Mund öffnet, im Verhältnis zu dem, was das Audio vorgibt; für studio-Modelle.</translation>
  </message>
  <message>
   <source>How lifelike the model is, and how fast.</source>
   <translation>Wie lebensecht das Modell ist, und wie schnell.</translation>
  </message>
  <message>
   <source>How the speech is turned into audio features, which the model learns from.</source>
   <translation>Wie aus der Sprache Audio-Features werden, aus denen das Modell lernt.</translation>
  </message>
  <message>
   <source>HuBERT large</source>
   <translation>HuBERT large</translation>
  </message>
  <message>
   <source>HuBERT · any language</source>
   <translation>HuBERT · jede Sprache</translation>
  </message>
  <message>
   <source>If bright parts of the face lose detail, record without HDR.</source>
   <translation>Wenn helle Gesichtspartien Zeichnung verlieren, ohne HDR aufnehmen.</translation>
  </message>
  <message>
   <source>If it sounds wrong, convert the file to WAV first and use that.</source>
   <translation>Wenn es falsch klingt, die Datei zuerst in WAV umwandeln und diese verwenden.</translation>
  </message>
  <message>
   <source>Images in each training step. Fewer need less memory.</source>
   <translation>Bilder in jedem Trainingsschritt. Weniger brauchen weniger Speicher.</translation>
  </message>
  <message>
   <source>Images of the validation frames are saved in {path}.</source>
   <translation>Bilder der Validierungsframes werden in {path} gespeichert.</translation>
  </message>
  <message>
   <source>Import it as a model: File, Import.</source>
   <translation>Als Modell importieren: „Datei &gt; Importieren“.</translation>
  </message>
  <message>
   <source>Import it under Help, Model weights.</source>
   <translation>Unter „Hilfe &gt; Modellgewichte“ importieren.</translation>
  </message>
  <message>
   <source>In {frames} frames the face touches the edge of the image; the research program crops it there without padding.</source>
   <translation>In {frames} Frames berührt das Gesicht den Bildrand; das Forschungsprogramm schneidet es dort ohne Auffüllen aus.</translation>
  </message>
  <message>
   <source>Include some of the excluded frames again.</source>
   <translation>Einige der ausgeschlossenen Frames wieder einschließen.</translation>
  </message>
  <message>
   <source>Install a Chinese font such as Noto Sans CJK, or use --label eu.</source>
   <translation>Eine chinesische Schrift wie Noto Sans CJK installieren oder --label eu verwenden.</translation>
  </message>
  <message>
   <source>Install it beside this program with “pip install ray”, or leave --ray out to use this machine alone.</source>
   <translation>Mit „pip install ray“ neben diesem Programm installieren oder --ray weglassen, um nur diesen Computer zu verwenden.</translation>
  </message>
  <message>
   <source>Install it, for example with “sudo apt install libportaudio2” on Debian and Ubuntu.</source>
   <translation>Die Bibliothek installieren, unter Debian und Ubuntu zum Beispiel mit „sudo apt install libportaudio2“.</translation>
  </message>
  <message>
   <source>Install or import them again under Help, Model weights.</source>
   <translation>Unter „Hilfe &gt; Modellgewichte“ neu installieren oder importieren.</translation>
  </message>
  <message>
   <source>Install or import them under Help, Model weights.</source>
   <translation>Unter „Hilfe &gt; Modellgewichte“ installieren oder importieren.</translation>
  </message>
  <message>
   <source>Install the optional packages: pip install synctalk-studio[c2pa]. The downloaded program cannot add them; install SyncTalk Studio by pip.</source>
   <translation>Installieren Sie die optionalen Pakete: pip install synctalk-studio[c2pa]. Das heruntergeladene Programm kann sie nicht ergänzen; installieren Sie SyncTalk Studio mit pip.</translation>
  </message>
  <message>
   <source>Install the optional packages: pip install synctalk-studio[onnx]. The downloaded program cannot add them; install SyncTalk Studio by pip.</source>
   <translation>Installieren Sie die optionalen Pakete: pip install synctalk-studio[onnx]. Das heruntergeladene Programm kann sie nicht ergänzen; installieren Sie SyncTalk Studio mit pip.</translation>
  </message>
  <message>
   <source>Install the optional packages: pip install synctalk-studio[serve]. The downloaded program cannot add them; install SyncTalk Studio by pip.</source>
   <translation>Installieren Sie die optionalen Pakete: pip install synctalk-studio[serve]. Das heruntergeladene Programm kann sie nicht ergänzen; installieren Sie SyncTalk Studio mit pip.</translation>
  </message>
  <message>
   <source>Install the optional packages: pip install synctalk-studio[{extra}]. The downloaded program cannot add them; install SyncTalk Studio by pip.</source>
   <translation>Installieren Sie die optionalen Pakete: pip install synctalk-studio[{extra}]. Das heruntergeladene Programm kann sie nicht ergänzen; installieren Sie SyncTalk Studio mit pip.</translation>
  </message>
  <message>
   <source>Install them again under Help, Model weights.</source>
   <translation>Unter „Hilfe &gt; Modellgewichte“ neu installieren.</translation>
  </message>
  <message>
   <source>Install them again: pip install --force-reinstall synctalk-studio[tts]</source>
   <translation>Die Pakete neu installieren: pip install --force-reinstall synctalk-studio[tts]</translation>
  </message>
  <message>
   <source>Install them here, or import the file under Help, Model weights.</source>
   <translation>Hier installieren oder die Datei unter „Hilfe &gt; Modellgewichte“ importieren.</translation>
  </message>
  <message>
   <source>Install what Qt needs and start again. On Debian and Ubuntu: “sudo apt install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxkbcommon-x11-0”. On Fedora: “sudo dnf install xcb-util-cursor xcb-util-wm xcb-util-keysyms xcb-util-image xcb-util-renderutil libxkbcommon-x11”.</source>
   <translation>Installieren, was Qt braucht, und neu starten. Unter Debian und Ubuntu: „sudo apt install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxkbcommon-x11-0“. Unter Fedora: „sudo dnf install xcb-util-cursor xcb-util-wm xcb-util-keysyms xcb-util-image xcb-util-renderutil libxkbcommon-x11“.</translation>
  </message>
  <message>
   <source>Internal error: {detail}.</source>
   <translation>Interner Fehler: {detail}.</translation>
  </message>
  <message>
   <source>It does not contain the preprocessed video. Before you render, preprocess {video} here as “{name}” with --asr_model {asr} --fps {fps}.</source>
   <translation>Das vorverarbeitete Video ist nicht enthalten. Vor dem Rendern {video} hier als „{name}“ mit --asr_model {asr} --fps {fps} vorverarbeiten.</translation>
  </message>
  <message>
   <source>It does not contain the preprocessed video. Before you render, preprocess {video} here as “{name}”, with the audio features {asr} and {fps} fps.</source>
   <translation>Es enthält das vorverarbeitete Video nicht. Vorverarbeiten Sie vor dem Rendern {video} hier als „{name}“, mit den Audio-Features {asr} und {fps} fps.</translation>
  </message>
  <message>
   <source>It has no gaps and follows the video’s clock.</source>
   <translation>Sie hat keine Lücken und folgt dem Takt des Videos.</translation>
  </message>
  <message>
   <source>It is not known how well this model fits this video. Look at the preview first.</source>
   <translation>Wie gut dieses Modell zu diesem Video passt, ist nicht bekannt. Zuerst die Vorschau ansehen.</translation>
  </message>
  <message>
   <source>It may have been moved, renamed or deleted. Choose it again.</source>
   <translation>Vielleicht wurde sie verschoben, umbenannt oder gelöscht. Wählen Sie sie erneut.</translation>
  </message>
  <message>
   <source>It was moved or deleted; refresh the list of projects.</source>
   <translation>Es wurde verschoben oder gelöscht; die Projektliste aktualisieren.</translation>
  </message>
  <message>
   <source>JPEG · a quarter of the size</source>
   <translation>JPEG · ¼ der Größe</translation>
  </message>
  <message>
   <source>Large enough for sharp lips and teeth.</source>
   <translation>Groß genug für scharfe Lippen und Zähne.</translation>
  </message>
  <message>
   <source>Leave out --closure, or train a model of the preset studio.</source>
   <translation>Lassen Sie --closure weg, oder trainieren Sie ein Modell der Voreinstellung studio.</translation>
  </message>
  <message>
   <source>Lips and teeth are softer than in the video.</source>
   <translation>Lippen und Zähne sind weicher als im Video.</translation>
  </message>
  <message>
   <source>Lips may be out of sync there. If this file is a copy, use the original recording.</source>
   <translation>Die Lippen können dort asynchron sein. Falls die Datei eine Kopie ist, die Originalaufnahme verwenden.</translation>
  </message>
  <message>
   <source>Live. Latency will be about {latency_ms} ms. Ctrl+C ends it.</source>
   <translation>Live. Die Latenz wird etwa {latency_ms} ms betragen. Strg+C beendet die Übertragung.</translation>
  </message>
  <message>
   <source>Long enough: the model sees every mouth shape many times.</source>
   <translation>Lang genug: Das Modell sieht jede Mundform viele Male.</translation>
  </message>
  <message>
   <source>Lossless FFV1 · archives</source>
   <translation>FFV1, verlustfrei · Archiv</translation>
  </message>
  <message>
   <source>Mel spectrogram · needs no download</source>
   <translation>Mel-Spektrogramm · ohne Download</translation>
  </message>
  <message>
   <source>Minutes the training may take, including those of the runs that it continues.</source>
   <translation>Trainingsdauer in Minuten, einschließlich der Läufe, die fortgesetzt werden.</translation>
  </message>
  <message>
   <source>Moonshine tiny, encoder</source>
   <translation>Moonshine tiny, Encoder</translation>
  </message>
  <message>
   <source>Moonshine · smaller</source>
   <translation>Moonshine · kleiner</translation>
  </message>
  <message>
   <source>Mouth opening</source>
   <translation>Mundöffnung</translation>
  </message>
  <message>
   <source>Move that folder somewhere else and start again.</source>
   <translation>Diesen Ordner verschieben und neu starten.</translation>
  </message>
  <message>
   <source>Network: preset {preset}, as asked for, on {device}.</source>
   <translation>Netz: Voreinstellung {preset}, wie gewünscht, auf {device}.</translation>
  </message>
  <message>
   <source>Network: preset {preset}, on {device}. It is the most lifelike one; --preset 328 chooses the research script’s.</source>
   <translation>Netz: Voreinstellung {preset}, auf {device}. Sie ist die lebensechteste; --preset 328 wählt die des Forschungsskripts.</translation>
  </message>
  <message>
   <source>Network: preset {preset}, on {device}. The default, “studio”, needs the face tracking networks, which are not installed: “synctalk models install” gets them.</source>
   <translation>Netz: Voreinstellung {preset}, auf {device}. Der Standard, „studio“, braucht die Netze der Gesichtsverfolgung, die nicht installiert sind: „synctalk models install“ lädt sie.</translation>
  </message>
  <message>
   <source>Network: preset {preset}, that of the checkpoint it starts from, on {device}.</source>
   <translation>Netz: Voreinstellung {preset}, die des Checkpoints, von dem es ausgeht, auf {device}.</translation>
  </message>
  <message>
   <source>Network: preset {preset}, that of the training that continues, on {device}.</source>
   <translation>Netz: Voreinstellung {preset}, die des fortgesetzten Trainings, auf {device}.</translation>
  </message>
  <message>
   <source>Network: {preset}, on {device}.</source>
   <translation>Netz: {preset}, auf {device}.</translation>
  </message>
  <message>
   <source>Network: {preset}, on {device}. The default, “studio”, needs weights for face tracking. Install them under Help, Model weights.</source>
   <translation>Netz: {preset}, auf {device}. Die Voreinstellung „studio“ braucht Gewichte für das Gesichts-Tracking. Installieren Sie sie unter Hilfe, Modellgewichte.</translation>
  </message>
  <message>
   <source>No audio features found: {path} is missing.</source>
   <translation>Keine Audiomerkmale gefunden: {path} fehlt.</translation>
  </message>
  <message>
   <source>No face was found in {path} at {place}.</source>
   <translation>In {path} wurde bei {place} kein Gesicht gefunden.</translation>
  </message>
  <message>
   <source>No face was found in {path}.</source>
   <translation>In {path} wurde kein Gesicht gefunden.</translation>
  </message>
  <message>
   <source>No face was found in {percent}% of the checked frames.</source>
   <translation>In {percent} % der geprüften Frames wurde kein Gesicht gefunden.</translation>
  </message>
  <message>
   <source>No frame of “{name}” shows a usable face.</source>
   <translation>Kein Frame von „{name}“ zeigt ein brauchbares Gesicht.</translation>
  </message>
  <message>
   <source>No frames are missing or repeated.</source>
   <translation>Es fehlen keine Frames, und keine wiederholen sich.</translation>
  </message>
  <message>
   <source>No hardware encoder works here (tried: {tried}); encoding on the CPU with {encoder}.</source>
   <translation>Hier funktioniert kein Hardware-Encoder (versucht: {tried}); Kodierung auf der CPU mit {encoder}.</translation>
  </message>
  <message>
   <source>No job is running for “{name}”.</source>
   <translation>Für „{name}“ läuft kein Auftrag.</translation>
  </message>
  <message>
   <source>No microphone is named “{name}”; there are: {names}.</source>
   <translation>Kein Mikrofon heißt „{name}“; vorhanden: {names}.</translation>
  </message>
  <message>
   <source>No microphone was found.</source>
   <translation>Es wurde kein Mikrofon gefunden.</translation>
  </message>
  <message>
   <source>No p, b or m was recognized in {path}, so the lips close as the model has learnt it.</source>
   <translation>In {path} wurde kein p, b oder m erkannt; die Lippen schließen sich so, wie das Modell es gelernt hat.</translation>
  </message>
  <message>
   <source>No saved state of the training of “{name}” can be read; it starts again.</source>
   <translation>Kein gespeicherter Stand des Trainings von „{name}“ ist lesbar; es beginnt von vorn.</translation>
  </message>
  <message>
   <source>No video was saved.</source>
   <translation>Es wurde kein Video gespeichert.</translation>
  </message>
  <message>
   <source>No virtual camera can be used: {reason}.</source>
   <translation>Keine virtuelle Kamera ist verwendbar: {reason}.</translation>
  </message>
  <message>
   <source>No words were recognized in {path}, so no captions were written.</source>
   <translation>In {path} wurden keine Wörter erkannt, daher wurden keine Untertitel geschrieben.</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Keine</translation>
  </message>
  <message>
   <source>None of the checkpoints in {path} can be read, so there is nothing to continue from.</source>
   <translation>Keiner der Checkpoints in {path} ist lesbar; es lässt sich nichts fortsetzen.</translation>
  </message>
  <message>
   <source>Not measured yet.</source>
   <translation>Noch nicht gemessen.</translation>
  </message>
  <message>
   <source>Not ready: the model ignores the audio. Record more speech.</source>
   <translation>Nicht bereit: Das Modell ignoriert das Audio. Mehr Sprache aufnehmen.</translation>
  </message>
  <message>
   <source>Not ready: the model is no better than an average mouth. Train {minutes} min more.</source>
   <translation>Nicht bereit: Das Modell ist nicht besser als ein Durchschnittsmund. Noch {minutes} min trainieren.</translation>
  </message>
  <message>
   <source>Not ready: the mouth is still blurred and does not follow the audio. Train {minutes} min more.</source>
   <translation>Nicht bereit: Der Mund ist noch unscharf und folgt dem Audio nicht. Noch {minutes} min trainieren.</translation>
  </message>
  <message>
   <source>Not ready: there are no clear lips and teeth yet. Train {minutes} min more.</source>
   <translation>Nicht bereit: Lippen und Zähne sind noch nicht zu erkennen. Noch {minutes} min trainieren.</translation>
  </message>
  <message>
   <source>Not signed</source>
   <translation>Nicht signiert</translation>
  </message>
  <message>
   <source>Nothing covers the mouth.</source>
   <translation>Nichts verdeckt den Mund.</translation>
  </message>
  <message>
   <source>Nothing downloads without your permission; answer yes, or use --yes.</source>
   <translation>Ohne Erlaubnis wird nichts heruntergeladen; mit yes antworten oder --yes verwenden.</translation>
  </message>
  <message>
   <source>Nothing new was saved (stage: {stage}); existing files are unchanged.</source>
   <translation>Es wurde nichts Neues gespeichert (Stufe: {stage}); vorhandene Dateien sind unverändert.</translation>
  </message>
  <message>
   <source>Nothing was downloaded: {assets}.</source>
   <translation>Es wurde nichts heruntergeladen: {assets}.</translation>
  </message>
  <message>
   <source>Nothing was started. Each line is a video and a name, such as videos/may.mp4 May</source>
   <translation>Es wurde nichts gestartet. Jede Zeile ist ein Video und ein Name, etwa videos/may.mp4 May</translation>
  </message>
  <message>
   <source>Nothing was started. The form is {{"videos": [{{"path": "videos/may.mp4", "name": "May", "asr_model": "ave"}}]}}</source>
   <translation>Es wurde nichts gestartet. Die Form ist {{"videos": [{{"path": "videos/may.mp4", "name": "May", "asr_model": "ave"}}]}}</translation>
  </message>
  <message>
   <source>Nothing was started. The least that works is a table for each person:
[[person]]
name = "anna"
video = "videos/anna.mp4"</source>
   <translation>Es wurde nichts gestartet. Mindestens nötig ist eine Tabelle je Person:
[[person]]
name = "anna"
video = "videos/anna.mp4"</translation>
  </message>
  <message>
   <source>Omit --device, or use --device cpu.</source>
   <translation>--device weglassen oder --device cpu verwenden.</translation>
  </message>
  <message>
   <source>On Windows and macOS install OBS Studio and start its virtual camera once. On Linux install v4l2loopback and run “sudo modprobe v4l2loopback exclusive_caps=1”. Close other programs that send to the camera.</source>
   <translation>Unter Windows und macOS OBS Studio installieren und dessen virtuelle Kamera einmal starten. Unter Linux v4l2loopback installieren und „sudo modprobe v4l2loopback exclusive_caps=1“ ausführen. Andere Programme schließen, die an die Kamera senden.</translation>
  </message>
  <message>
   <source>Once, then the last frame</source>
   <translation>Einmal, dann der letzte Frame</translation>
  </message>
  <message>
   <source>One of the {count} training processes ended: {reason}.</source>
   <translation>Einer der {count} Trainingsprozesse wurde beendet: {reason}.</translation>
  </message>
  <message>
   <source>One person is in the video.</source>
   <translation>Im Video ist eine Person.</translation>
  </message>
  <message>
   <source>One transcript cannot be used for {count} speeches.</source>
   <translation>Ein Transkript lässt sich nicht für {count} Sprachaufnahmen verwenden.</translation>
  </message>
  <message>
   <source>One uncut scene gives better results; cut out the parts that look different.</source>
   <translation>Eine ungeschnittene Szene gibt bessere Ergebnisse; die Teile, die anders aussehen, herausschneiden.</translation>
  </message>
  <message>
   <source>Only the steps since then are repeated.</source>
   <translation>Nur die Schritte seitdem werden wiederholt.</translation>
  </message>
  <message>
   <source>Only training can use several devices ({device}).</source>
   <translation>Nur das Training kann mehrere Geräte verwenden ({device}).</translation>
  </message>
  <message>
   <source>Only {percent}% of the recording is speech.</source>
   <translation>Nur {percent} % der Aufnahme sind Sprache.</translation>
  </message>
  <message>
   <source>Open it in a video editor, rotate it upright and export it.</source>
   <translation>In einem Videoschnittprogramm öffnen, aufrecht drehen und exportieren.</translation>
  </message>
  <message>
   <source>Other faces appear in {frames} frames; one person is tracked throughout.</source>
   <translation>In {frames} Frames sind andere Gesichter zu sehen; durchgehend verfolgt wird eine Person.</translation>
  </message>
  <message>
   <source>Other faces appear in {percent}% of the checked frames.</source>
   <translation>In {percent} % der geprüften Frames sind andere Gesichter zu sehen.</translation>
  </message>
  <message>
   <source>Other people in the video: {count}, on screen for up to {seconds} s.</source>
   <translation>Andere Personen im Video: {count}, bis zu {seconds} s im Bild.</translation>
  </message>
  <message>
   <source>PFLD landmarks, 110 points</source>
   <translation>PFLD-Landmarken, 110 Punkte</translation>
  </message>
  <message>
   <source>PFLD · research code</source>
   <translation>PFLD · Forschungscode</translation>
  </message>
  <message>
   <source>PNG sequence and WAV</source>
   <translation>PNG-Sequenz und WAV</translation>
  </message>
  <message>
   <source>PNG · lossless</source>
   <translation>PNG · verlustfrei</translation>
  </message>
  <message>
   <source>Passes through the video.</source>
   <translation>Durchläufe durch das Video.</translation>
  </message>
  <message>
   <source>Paused.</source>
   <translation>Pausiert.</translation>
  </message>
  <message>
   <source>Person segmentation</source>
   <translation>Personenerkennung</translation>
  </message>
  <message>
   <source>Pipe raw audio into this command: mono, 16 bit, little endian, {rate_hz} samples a second (--pipe_rate_hz).</source>
   <translation>Rohes Audio per Pipe an diesen Befehl übergeben: mono, 16 Bit, Little Endian, {rate_hz} Abtastwerte pro Sekunde (--pipe_rate_hz).</translation>
  </message>
  <message>
   <source>Please report it and attach the log of this run.</source>
   <translation>Bitte melden und das Protokoll dieses Laufs anhängen.</translation>
  </message>
  <message>
   <source>Port {port} of {host} cannot be used: {reason}.</source>
   <translation>Port {port} von {host} ist nicht verwendbar: {reason}.</translation>
  </message>
  <message>
   <source>Preprocess a video in which the face is visible.</source>
   <translation>Ein Video vorverarbeiten, in dem das Gesicht zu sehen ist.</translation>
  </message>
  <message>
   <source>Preprocess both with the same --asr_model and --fps.</source>
   <translation>Beide mit denselben --asr_model und --fps vorverarbeiten.</translation>
  </message>
  <message>
   <source>Preprocess it again; intact files are kept.</source>
   <translation>Erneut vorverarbeiten; intakte Dateien bleiben erhalten.</translation>
  </message>
  <message>
   <source>Preprocess it first: “synctalk preprocess --video_path VIDEO --name {name}”.</source>
   <translation>Zuerst vorverarbeiten: „synctalk preprocess --video_path VIDEO --name {name}“.</translation>
  </message>
  <message>
   <source>Preprocess the video again with these audio features.</source>
   <translation>Das Video mit diesen Audiomerkmalen erneut vorverarbeiten.</translation>
  </message>
  <message>
   <source>Preprocess the video again without --skip_landmarks; intact files are kept.</source>
   <translation>Das Video ohne --skip_landmarks erneut vorverarbeiten; intakte Dateien bleiben erhalten.</translation>
  </message>
  <message>
   <source>Preprocess the video again.</source>
   <translation>Das Video erneut vorverarbeiten.</translation>
  </message>
  <message>
   <source>Preprocess the video again; intact files are kept.</source>
   <translation>Das Video erneut vorverarbeiten; intakte Dateien bleiben erhalten.</translation>
  </message>
  <message>
   <source>Preprocess the video first.</source>
   <translation>Zuerst das Video vorverarbeiten.</translation>
  </message>
  <message>
   <source>Preprocess the video under another --name with --asr_model hubert before you train a model for rendering.</source>
   <translation>Das Video unter einem anderen --name mit --asr_model hubert vorverarbeiten, bevor ein Modell zum Rendern trainiert wird.</translation>
  </message>
  <message>
   <source>Preprocess the video with --asr_model {kind}.</source>
   <translation>Das Video mit --asr_model {kind} vorverarbeiten.</translation>
  </message>
  <message>
   <source>Preprocess the video with the --asr_model that it was trained with, or choose another checkpoint with --checkpoint.</source>
   <translation>Das Video mit dem --asr_model vorverarbeiten, mit dem trainiert wurde, oder mit --checkpoint einen anderen Checkpoint wählen.</translation>
  </message>
  <message>
   <source>Preprocessing corrects it, unless that is turned off.</source>
   <translation>Die Vorverarbeitung korrigiert das, sofern es nicht ausgeschaltet ist.</translation>
  </message>
  <message>
   <source>ProRes 4444 · for editing</source>
   <translation>ProRes 4444 · für den Schnitt</translation>
  </message>
  <message>
   <source>Put it into a folder that all machines of the cluster have at the same path.</source>
   <translation>In einen Ordner legen, den alle Computer des Clusters unter demselben Pfad haben.</translation>
  </message>
  <message>
   <source>Put the video there, or preprocess it first: “synctalk preprocess --video_path VIDEO --name {name}”.</source>
   <translation>Das Video dort ablegen oder zuerst vorverarbeiten: „synctalk preprocess --video_path VIDEO --name {name}“.</translation>
  </message>
  <message>
   <source>Quality of H.264, HEVC and VP9; the other formats keep everything.</source>
   <translation>Qualität von H.264, HEVC und VP9; die anderen Formate behalten alles.</translation>
  </message>
  <message>
   <source>Raise --time_budget_min, or train the SyncNet once without it: it is kept.</source>
   <translation>--time_budget_min erhöhen oder das SyncNet einmal ohne diese Option trainieren: Es bleibt erhalten.</translation>
  </message>
  <message>
   <source>Ready.</source>
   <translation>Bereit.</translation>
  </message>
  <message>
   <source>Record again with a lower input level or further from the microphone.</source>
   <translation>Noch einmal mit niedrigerem Eingangspegel oder weiter vom Mikrofon entfernt aufnehmen.</translation>
  </message>
  <message>
   <source>Record at 25 frames per second or more.</source>
   <translation>Mit 25 Frames pro Sekunde oder mehr aufnehmen.</translation>
  </message>
  <message>
   <source>Record in a quieter room, closer to the microphone.</source>
   <translation>In einem ruhigeren Raum und näher am Mikrofon aufnehmen.</translation>
  </message>
  <message>
   <source>Record the speech or choose an audio file, or install the optional packages, which the downloaded program cannot add: pip install synctalk-studio[tts]</source>
   <translation>Nehmen Sie die Sprache auf oder wählen Sie eine Audiodatei; oder installieren Sie die optionalen Pakete, die das heruntergeladene Programm nicht ergänzen kann: pip install synctalk-studio[tts]</translation>
  </message>
  <message>
   <source>Reinstall the program.</source>
   <translation>Das Programm neu installieren.</translation>
  </message>
  <message>
   <source>Reinstall the program; if that does not help, please report this message.</source>
   <translation>Das Programm neu installieren; wenn das nicht hilft, bitte diese Meldung weitergeben.</translation>
  </message>
  <message>
   <source>Rename the file and import it again.</source>
   <translation>Die Datei umbenennen und erneut importieren.</translation>
  </message>
  <message>
   <source>Render each speech with its own --transcript.</source>
   <translation>Jede Sprachaufnahme mit ihrem eigenen --transcript rendern.</translation>
  </message>
  <message>
   <source>Render it again; if it fails again, please report it with the log of this run.</source>
   <translation>Erneut rendern; wenn es wieder fehlschlägt, bitte mit dem Protokoll dieses Laufs melden.</translation>
  </message>
  <message>
   <source>Restore the videos, or add --force to start a new training beside it.</source>
   <translation>Die Videos wiederherstellen oder mit --force daneben ein neues Training starten.</translation>
  </message>
  <message>
   <source>Resume from the last saved state with a lower learning rate: --continue_training --lr {suggestion}.</source>
   <translation>Beim letzten gespeicherten Stand mit kleinerer Lernrate fortsetzen: --continue_training --lr {suggestion}.</translation>
  </message>
  <message>
   <source>Resume: it continues from the last saved state.</source>
   <translation>Fortsetzen: Es geht beim letzten gespeicherten Stand weiter.</translation>
  </message>
  <message>
   <source>Resumed from step {step}.</source>
   <translation>Ab Schritt {step} fortgesetzt.</translation>
  </message>
  <message>
   <source>Resumed.</source>
   <translation>Fortgesetzt.</translation>
  </message>
  <message>
   <source>Run again without {option} to extract the {stage} from the video.</source>
   <translation>Ohne {option} erneut ausführen, um {stage} aus dem Video zu extrahieren.</translation>
  </message>
  <message>
   <source>Run again without {option} to extract the {stage} from this video.</source>
   <translation>Ohne {option} erneut ausführen, um {stage} aus diesem Video zu extrahieren.</translation>
  </message>
  <message>
   <source>Run again without {option} to extract the {stage}.</source>
   <translation>Ohne {option} erneut ausführen, um {stage} zu extrahieren.</translation>
  </message>
  <message>
   <source>Run it again; finished work is kept. The details are in {path}.</source>
   <translation>Erneut ausführen; Fertiges bleibt erhalten. Einzelheiten stehen in {path}.</translation>
  </message>
  <message>
   <source>Run “synctalk doctor --video_path {path}” to see who is in the video, and when.</source>
   <translation>„synctalk doctor --video_path {path}“ zeigt, wer wann im Video zu sehen ist.</translation>
  </message>
  <message>
   <source>Run “synctalk doctor --video_path {path}” to see who is in the video.</source>
   <translation>„synctalk doctor --video_path {path}“ zeigt, wer im Video zu sehen ist.</translation>
  </message>
  <message>
   <source>Run “synctalk import {path} --name NAME”. If the file does not record its audio features, add --asr.</source>
   <translation>„synctalk import {path} --name NAME“ ausführen. Wenn die Datei ihre Audiomerkmale nicht angibt, --asr ergänzen.</translation>
  </message>
  <message>
   <source>Run “synctalk models import {path}”.</source>
   <translation>„synctalk models import {path}“ ausführen.</translation>
  </message>
  <message>
   <source>Run “synctalk models install face_detector_full_range face_mesh_478”, then evaluate again.</source>
   <translation>„synctalk models install face_detector_full_range face_mesh_478“ ausführen, dann erneut auswerten.</translation>
  </message>
  <message>
   <source>Run “synctalk models install face_detector_full_range face_mesh_478”, then resume with --continue_training.</source>
   <translation>Führen Sie „synctalk models install face_detector_full_range face_mesh_478“ aus und setzen Sie dann mit --continue_training fort.</translation>
  </message>
  <message>
   <source>Run “synctalk models install {asset}”, or import the file with “synctalk models import FILE”.</source>
   <translation>„synctalk models install {asset}“ ausführen oder die Datei mit „synctalk models import FILE“ importieren.</translation>
  </message>
  <message>
   <source>Run “synctalk models install {asset}”, then resume with --continue_training.</source>
   <translation>„synctalk models install {asset}“ ausführen, dann mit --continue_training fortsetzen.</translation>
  </message>
  <message>
   <source>Same as audio file</source>
   <translation>Wie Audiodatei</translation>
  </message>
  <message>
   <source>Same as preprocessing</source>
   <translation>Wie bei der Vorverarbeitung</translation>
  </message>
  <message>
   <source>Save it as WAV or MP3 and try again.</source>
   <translation>Als WAV oder MP3 speichern und erneut versuchen.</translation>
  </message>
  <message>
   <source>Save what is said as a UTF-8 text or SRT file.</source>
   <translation>Das Gesagte als UTF-8-Text oder SRT-Datei speichern.</translation>
  </message>
  <message>
   <source>Save what is to be said as a UTF-8 text file.</source>
   <translation>Was gesprochen werden soll, als Textdatei in UTF-8 speichern.</translation>
  </message>
  <message>
   <source>Saved as asked.</source>
   <translation>Wie gewünscht gespeichert.</translation>
  </message>
  <message>
   <source>Saved epoch {epoch} (step {step}), best so far.</source>
   <translation>Epoche {epoch} gespeichert (Schritt {step}), bisher die beste.</translation>
  </message>
  <message>
   <source>Saved epoch {epoch} (step {step}).</source>
   <translation>Epoche {epoch} gespeichert (Schritt {step}).</translation>
  </message>
  <message>
   <source>Saved: {frames} of {total} frames, the landmarks of {landmarks}; the same command continues there.</source>
   <translation>Gespeichert: {frames} von {total} Frames, Landmarken von {landmarks}; derselbe Befehl macht dort weiter.</translation>
  </message>
  <message>
   <source>Set the mouth opening to 1, or train a model of the preset studio.</source>
   <translation>Die Mundöffnung auf 1 setzen oder ein Modell mit der Voreinstellung studio trainieren.</translation>
  </message>
  <message>
   <source>Signing a video needs the package c2pa-python, which is not installed.</source>
   <translation>Das Signieren eines Videos braucht das Paket c2pa-python; es ist nicht installiert.</translation>
  </message>
  <message>
   <source>Similar names: {similar}. “synctalk explain” without a name lists all metrics.</source>
   <translation>Ähnliche Namen: {similar}. „synctalk explain“ ohne Namen zeigt alle Metriken.</translation>
  </message>
  <message>
   <source>Small file</source>
   <translation>Kleine Datei</translation>
  </message>
  <message>
   <source>So short a training does not show yet what can be learned from this video.</source>
   <translation>Ein so kurzes Training zeigt noch nicht, was sich aus diesem Video lernen lässt.</translation>
  </message>
  <message>
   <source>Something covers the mouth in {percent}% of the checked frames.</source>
   <translation>In {percent} % der geprüften Frames ist der Mund verdeckt.</translation>
  </message>
  <message>
   <source>Specify them with --asr.</source>
   <translation>Mit --asr angeben.</translation>
  </message>
  <message>
   <source>Speech for the sample clip</source>
   <translation>Sprachaufnahme für den Beispielclip</translation>
  </message>
  <message>
   <source>Speech is only {distance_db} dB louder than the background noise.</source>
   <translation>Die Sprache ist nur {distance_db} dB lauter als das Hintergrundrauschen.</translation>
  </message>
  <message>
   <source>Speech is {distance_db} dB louder than the background.</source>
   <translation>Die Sprache ist {distance_db} dB lauter als der Hintergrund.</translation>
  </message>
  <message>
   <source>Speech {number} of {total}: {path}</source>
   <translation>Sprachaufnahme {number} von {total}: {path}</translation>
  </message>
  <message>
   <source>Standard</source>
   <translation>Standard</translation>
  </message>
  <message>
   <source>Start SyncTalk Studio on a desktop, or use the command line.</source>
   <translation>SyncTalk Studio auf einem Desktop starten oder die Befehlszeile verwenden.</translation>
  </message>
  <message>
   <source>Start a new training</source>
   <translation>Neues Training starten</translation>
  </message>
  <message>
   <source>Start a new training beside what is there; no checkpoint is overwritten.</source>
   <translation>Ein neues Training neben dem vorhandenen starten; kein Checkpoint wird überschrieben.</translation>
  </message>
  <message>
   <source>Start a training from it and name the preset: “synctalk train --name NAME --preset {preset} --from_checkpoint FILE”.</source>
   <translation>Ein Training damit starten und die Voreinstellung angeben: „synctalk train --name NAME --preset {preset} --from_checkpoint FILE“.</translation>
  </message>
  <message>
   <source>Start again to open it, or use another --to.</source>
   <translation>Zum Öffnen neu starten oder ein anderes --to verwenden.</translation>
  </message>
  <message>
   <source>Start one first.</source>
   <translation>Zuerst einen starten.</translation>
  </message>
  <message>
   <source>Starting from the weights of {path}.</source>
   <translation>Start mit den Gewichten von {path}.</translation>
  </message>
  <message>
   <source>Steps take a little longer.</source>
   <translation>Schritte dauern etwas länger.</translation>
  </message>
  <message>
   <source>Steps take a little longer. Use --accumulate {parts} to start the next training this way.</source>
   <translation>Schritte dauern etwas länger. Mit --accumulate {parts} das nächste Training gleich so starten.</translation>
  </message>
  <message>
   <source>Stop that training or let it finish. With --wait, this training starts as soon as the device is free.</source>
   <translation>Jenes Training stoppen oder zu Ende laufen lassen. Mit --wait startet dieses Training, sobald das Gerät frei ist.</translation>
  </message>
  <message>
   <source>Stop that training, or wait until it finishes.</source>
   <translation>Jenes Training stoppen oder warten, bis es fertig ist.</translation>
  </message>
  <message>
   <source>Stopping: saving the training state first.</source>
   <translation>Wird gestoppt: Vorher wird der Trainingsstand gespeichert.</translation>
  </message>
  <message>
   <source>Sync loss is on.</source>
   <translation>Der Sync-Verlust ist an.</translation>
  </message>
  <message>
   <source>SyncNet does not learn to tell matching audio from shifted audio in this video (validation AUC {auc} after {step} steps); its training ends, and all time goes to the model.</source>
   <translation>SyncNet lernt bei diesem Video nicht, passendes von verschobenem Audio zu unterscheiden (Validierungs-AUC {auc} nach {step} Schritten); sein Training endet, und die ganze Zeit geht an das Modell.</translation>
  </message>
  <message>
   <source>SyncNet ready, validation AUC {auc}.</source>
   <translation>SyncNet fertig, Validierungs-AUC {auc}.</translation>
  </message>
  <message>
   <source>SyncNet training is saved at step {step} of {total}; the same command resumes it.</source>
   <translation>Das SyncNet-Training ist bei Schritt {step} von {total} gespeichert; derselbe Befehl setzt es fort.</translation>
  </message>
  <message>
   <source>SyncNet training is skipped: {path} fits this video (validation AUC {auc}).</source>
   <translation>Das SyncNet-Training entfällt: {path} passt zu diesem Video (Validierungs-AUC {auc}).</translation>
  </message>
  <message>
   <source>SyncNet training is skipped; {path} is used.</source>
   <translation>Das SyncNet-Training entfällt; {path} wird verwendet.</translation>
  </message>
  <message>
   <source>SyncNet training resumes from an older state, or starts again.</source>
   <translation>Das SyncNet-Training setzt bei einem älteren Stand fort oder beginnt von vorn.</translation>
  </message>
  <message>
   <source>SyncNet training resumes from step {step}.</source>
   <translation>Das SyncNet-Training wird ab Schritt {step} fortgesetzt.</translation>
  </message>
  <message>
   <source>SyncTalk_2D's own inference_328.py encodes new speech with AVE only; this model needs a fork of it that encodes {asr}.</source>
   <translation>Das inference_328.py von SyncTalk_2D kodiert neue Sprachaufnahmen nur mit AVE; dieses Modell braucht einen Fork davon, der {asr} kodiert.</translation>
  </message>
  <message>
   <source>Text in the corner that says the video was made with AI.</source>
   <translation>Text in der Ecke, der das Video als mit KI erstellt kennzeichnet.</translation>
  </message>
  <message>
   <source>The HuBERT features of “{name}” come from layer 12, as in one fork; new speech is encoded by the last layer, and the two do not match.</source>
   <translation>Die HuBERT-Merkmale von „{name}“ stammen aus Schicht 12, wie in einem Fork; neue Sprachaufnahmen kodiert die letzte Schicht, und beides passt nicht zusammen.</translation>
  </message>
  <message>
   <source>The PEM file of a certificate chain, to sign the video with.</source>
   <translation>PEM-Datei einer Zertifikatskette, mit der das Video signiert wird.</translation>
  </message>
  <message>
   <source>The PEM file of the certificate's private key.</source>
   <translation>PEM-Datei mit dem privaten Schlüssel des Zertifikats.</translation>
  </message>
  <message>
   <source>The SyncNet file {path} does not exist.</source>
   <translation>Die SyncNet-Datei {path} existiert nicht.</translation>
  </message>
  <message>
   <source>The SyncNet is not exported: the research program uses a different network.</source>
   <translation>Das SyncNet wird nicht exportiert: Das Forschungsprogramm verwendet ein anderes Netz.</translation>
  </message>
  <message>
   <source>The SyncNet is too weak to help (validation AUC {auc}); training continues without it.</source>
   <translation>Das SyncNet ist zu schwach, um zu helfen (Validierungs-AUC {auc}); das Training läuft ohne es weiter.</translation>
  </message>
  <message>
   <source>The SyncNet {path} cannot be used for this video: {reason}.</source>
   <translation>Das SyncNet {path} ist für dieses Video nicht verwendbar: {reason}.</translation>
  </message>
  <message>
   <source>The SyncNet {path} cannot tell this video's matching audio from shifted audio well enough (validation AUC {auc}, {needed} is needed).</source>
   <translation>Das SyncNet {path} unterscheidet bei diesem Video passendes nicht gut genug von verschobenem Audio (Validierungs-AUC {auc}, nötig ist {needed}).</translation>
  </message>
  <message>
   <source>The SyncNet {path} was not trained by this program for this video and is kept; the new one is saved as {own_path}.</source>
   <translation>Das SyncNet {path} wurde nicht von diesem Programm für dieses Video trainiert und bleibt erhalten; das neue wird als {own_path} gespeichert.</translation>
  </message>
  <message>
   <source>The audio continues for {seconds} s after the last frame; that part is left out.</source>
   <translation>Das Audio läuft nach dem letzten Frame noch {seconds} s weiter; dieser Teil wird weggelassen.</translation>
  </message>
  <message>
   <source>The audio encoder of the kind {asr} was not exported: {reason}.</source>
   <translation>Der Audio-Encoder der Art {asr} wurde nicht exportiert: {reason}.</translation>
  </message>
  <message>
   <source>The audio ends {seconds} s before the video; the rest is filled with silence.</source>
   <translation>Das Audio endet {seconds} s vor dem Video; der Rest wird mit Stille gefüllt.</translation>
  </message>
  <message>
   <source>The audio features describe the speech, not the room.</source>
   <translation>Die Audiomerkmale beschreiben die Sprache, nicht den Raum.</translation>
  </message>
  <message>
   <source>The audio in {path} can be read only up to {seconds} s; the rest is missing.</source>
   <translation>Das Audio in {path} ist nur bis {seconds} s lesbar; der Rest fehlt.</translation>
  </message>
  <message>
   <source>The audio in {path} is not the speech that the lips were generated for, at {at_s} s.</source>
   <translation>Das Audio in {path} ist bei {at_s} s nicht die Sprache, für die die Lippen generiert wurden.</translation>
  </message>
  <message>
   <source>The audio in {path} is out of sync with the lips: {offset_ms} ms at {at_s} s.</source>
   <translation>Das Audio in {path} ist nicht synchron zu den Lippen: {offset_ms} ms bei {at_s} s.</translation>
  </message>
  <message>
   <source>The audio is not clipped.</source>
   <translation>Das Audio ist nicht übersteuert.</translation>
  </message>
  <message>
   <source>The audio is silent.</source>
   <translation>Das Audio ist stumm.</translation>
  </message>
  <message>
   <source>The audio of {path} cannot be read: {reason}.</source>
   <translation>Das Audio von {path} ist nicht lesbar: {reason}.</translation>
  </message>
  <message>
   <source>The audio seems to be {offset_ms} ms {direction}.</source>
   <translation>Das Audio kommt offenbar {offset_ms} ms {direction}.</translation>
  </message>
  <message>
   <source>The audio track is complete.</source>
   <translation>Die Audiospur ist vollständig.</translation>
  </message>
  <message>
   <source>The audio was {offset_ms} ms {direction} and was corrected.</source>
   <translation>Das Audio kam {offset_ms} ms {direction}; der Versatz wurde korrigiert.</translation>
  </message>
  <message>
   <source>The background {path} is not a picture that can be read.</source>
   <translation>Der Hintergrund {path} ist kein lesbares Bild.</translation>
  </message>
  <message>
   <source>The captions are in the language “{language}” ({count} words).</source>
   <translation>Die Untertitel sind in der Sprache „{language}“ ({count} Wörter).</translation>
  </message>
  <message>
   <source>The checkpoint to use.</source>
   <translation>Der Checkpoint, der verwendet wird.</translation>
  </message>
  <message>
   <source>The colour format of {path} is not supported: {reason}.</source>
   <translation>Das Farbformat von {path} wird nicht unterstützt: {reason}.</translation>
  </message>
  <message>
   <source>The connection to “{target}” was lost: {reason}.</source>
   <translation>Die Verbindung zu „{target}“ ging verloren: {reason}.</translation>
  </message>
  <message>
   <source>The consent for “{name}” was not kept: {reason}.</source>
   <translation>Die Einwilligung für „{name}“ wurde nicht gespeichert: {reason}.</translation>
  </message>
  <message>
   <source>The current folder no longer exists.</source>
   <translation>Der aktuelle Ordner existiert nicht mehr.</translation>
  </message>
  <message>
   <source>The disk is full: {path} could not be written.</source>
   <translation>Das Laufwerk ist voll: {path} konnte nicht geschrieben werden.</translation>
  </message>
  <message>
   <source>The encoder “{encoder}” cannot be used: {reason}.</source>
   <translation>Der Encoder „{encoder}“ ist nicht verwendbar: {reason}.</translation>
  </message>
  <message>
   <source>The encoder “{encoder}” does not write {format}.</source>
   <translation>Der Encoder „{encoder}“ schreibt kein {format}.</translation>
  </message>
  <message>
   <source>The end of {path} is missing; the rest was used.</source>
   <translation>Das Ende von {path} fehlt; der Rest wurde verwendet.</translation>
  </message>
  <message>
   <source>The existing {stage} data was made from another video or with other options; it is kept.</source>
   <translation>Die vorhandenen Daten ({stage}) stammen aus einem anderen Video oder von anderen Optionen; sie bleiben erhalten.</translation>
  </message>
  <message>
   <source>The face is blurred (sharpness {sharpness}).</source>
   <translation>Das Gesicht ist unscharf (Schärfe {sharpness}).</translation>
  </message>
  <message>
   <source>The face is blurred in {percent}% of the checked frames.</source>
   <translation>In {percent} % der geprüften Frames ist das Gesicht unscharf.</translation>
  </message>
  <message>
   <source>The face is sharp.</source>
   <translation>Das Gesicht ist scharf.</translation>
  </message>
  <message>
   <source>The face is turned away by {yaw_deg} degrees most of the time.</source>
   <translation>Das Gesicht ist meist um {yaw_deg} Grad abgewandt.</translation>
  </message>
  <message>
   <source>The face is turned away in {percent}% of the checked frames.</source>
   <translation>In {percent} % der geprüften Frames ist das Gesicht abgewandt.</translation>
  </message>
  <message>
   <source>The face is {width_px} px wide.</source>
   <translation>Das Gesicht ist {width_px} px breit.</translation>
  </message>
  <message>
   <source>The face looks into the camera.</source>
   <translation>Das Gesicht blickt in die Kamera.</translation>
  </message>
  <message>
   <source>The file is kept; a new SyncNet is trained with --train_syncnet.</source>
   <translation>Die Datei bleibt erhalten; mit --train_syncnet wird ein neues SyncNet trainiert.</translation>
  </message>
  <message>
   <source>The file {path} cannot be used as “{asset}”: {reason}.</source>
   <translation>Die Datei {path} ist als „{asset}“ nicht verwendbar: {reason}.</translation>
  </message>
  <message>
   <source>The file {path} does not exist.</source>
   <translation>Die Datei {path} existiert nicht.</translation>
  </message>
  <message>
   <source>The file {path} is not the expected “{asset}”: its checksum differs.</source>
   <translation>Die Datei {path} ist nicht die erwartete „{asset}“: Die Prüfsumme weicht ab.</translation>
  </message>
  <message>
   <source>The frame rate is steady.</source>
   <translation>Die Bildrate ist konstant.</translation>
  </message>
  <message>
   <source>The frame {path} cannot be read.</source>
   <translation>Der Frame {path} ist nicht lesbar.</translation>
  </message>
  <message>
   <source>The frames of {path} are {reason} for display; only quarter turns and mirroring are supported.</source>
   <translation>Die Frames von {path} werden zur Anzeige {reason}; unterstützt werden nur Vierteldrehungen und Spiegelung.</translation>
  </message>
  <message>
   <source>The frames of {path} need about {needed_mb} MB of disk space, but only {free_mb} MB are free.</source>
   <translation>Die Frames von {path} brauchen etwa {needed_mb} MB Speicherplatz, aber nur {free_mb} MB sind frei.</translation>
  </message>
  <message>
   <source>The generated mouth matches the rest of the face.</source>
   <translation>Der generierte Mund passt zum übrigen Gesicht.</translation>
  </message>
  <message>
   <source>The image {path} could not be written.</source>
   <translation>Das Bild {path} konnte nicht geschrieben werden.</translation>
  </message>
  <message>
   <source>The installed PyAV has no encoder for {format} video.</source>
   <translation>Das installierte PyAV hat keinen Encoder für {format}-Video.</translation>
  </message>
  <message>
   <source>The label “{text}” cannot be drawn: no font with these letters was found ({tried}).</source>
   <translation>Die Kennzeichnung „{text}“ lässt sich nicht zeichnen: Keine Schrift mit diesen Zeichen gefunden ({tried}).</translation>
  </message>
  <message>
   <source>The landmark file {path} cannot be read: {reason}.</source>
   <translation>Die Landmarkendatei {path} ist nicht lesbar: {reason}.</translation>
  </message>
  <message>
   <source>The landmarks of {kept} of {total} frames already exist; the rest is tracked.</source>
   <translation>Die Landmarken von {kept} der {total} Frames liegen bereits vor; der Rest wird verfolgt.</translation>
  </message>
  <message>
   <source>The learning rate becomes {lr}.</source>
   <translation>Die Lernrate wird auf {lr} geändert.</translation>
  </message>
  <message>
   <source>The light on the face is even.</source>
   <translation>Das Licht auf dem Gesicht ist gleichmäßig.</translation>
  </message>
  <message>
   <source>The lighting of the face is poor or changes in {percent}% of the checked frames.</source>
   <translation>In {percent} % der geprüften Frames ist das Gesicht schlecht ausgeleuchtet oder das Licht ändert sich.</translation>
  </message>
  <message>
   <source>The lips cannot be closed at p, b and m with the model {path}; it is of the preset {preset}.</source>
   <translation>Mit dem Modell {path} lassen sich die Lippen bei p, b und m nicht schließen; es hat die Voreinstellung {preset}.</translation>
  </message>
  <message>
   <source>The lips close at p, b and m ({count} places).</source>
   <translation>Die Lippen schließen sich bei p, b und m ({count} Stellen).</translation>
  </message>
  <message>
   <source>The live video ended; recorded files are complete.</source>
   <translation>Das Live-Video ist beendet; aufgezeichnete Dateien sind vollständig.</translation>
  </message>
  <message>
   <source>The local server needs {packages}, which this copy of the program does not have.</source>
   <translation>Der lokale Server braucht {packages}; in dieser Kopie des Programms fehlt das.</translation>
  </message>
  <message>
   <source>The losses may rise for a short while.</source>
   <translation>Die Verluste können kurz ansteigen.</translation>
  </message>
  <message>
   <source>The matte {path} has no usable image for frame {frame}: {reason}.</source>
   <translation>Die Maske {path} hat kein brauchbares Bild für Frame {frame}: {reason}.</translation>
  </message>
  <message>
   <source>The microphone cannot be used: the system library {library} is missing.</source>
   <translation>Das Mikrofon ist nicht verwendbar: Die Systembibliothek {library} fehlt.</translation>
  </message>
  <message>
   <source>The microphone “{name}” cannot be used: {reason}.</source>
   <translation>Das Mikrofon „{name}“ ist nicht verwendbar: {reason}.</translation>
  </message>
  <message>
   <source>The mode “{mode}” cannot be used here: {reason}.</source>
   <translation>Der Modus „{mode}“ ist hier nicht möglich: {reason}.</translation>
  </message>
  <message>
   <source>The model becomes as sharp as the video.</source>
   <translation>Das Modell wird so scharf wie das Video.</translation>
  </message>
  <message>
   <source>The model learns the right mouth shape for each sound.</source>
   <translation>Das Modell lernt für jeden Laut die richtige Mundform.</translation>
  </message>
  <message>
   <source>The model will be of this person.</source>
   <translation>Das Modell wird von dieser Person sein.</translation>
  </message>
  <message>
   <source>The model's training is saved at step {step} of {total}; the same command resumes it.</source>
   <translation>Das Training des Modells ist bei Schritt {step} von {total} gespeichert; derselbe Befehl setzt es fort.</translation>
  </message>
  <message>
   <source>The mouth does not open or close as far as the real one yet.</source>
   <translation>Der Mund öffnet oder schließt sich noch nicht so weit wie der echte.</translation>
  </message>
  <message>
   <source>The mouth follows the audio, but not closely enough yet.</source>
   <translation>Der Mund folgt dem Audio, aber noch nicht genau genug.</translation>
  </message>
  <message>
   <source>The mouth follows the audio, closes when it should and is sharp.</source>
   <translation>Der Mund folgt dem Audio, schließt sich im richtigen Moment und ist scharf.</translation>
  </message>
  <message>
   <source>The mouth freezes there. A few repeated frames do no harm; if there are many, record at a constant frame rate.</source>
   <translation>Der Mund steht dort still. Einige wiederholte Frames schaden nicht; wenn es viele sind, mit konstanter Bildrate aufnehmen.</translation>
  </message>
  <message>
   <source>The mouth moves no better with the right audio than with other audio. Three minutes of speech or more give good results.</source>
   <translation>Der Mund bewegt sich mit dem richtigen Audio nicht besser als mit anderem. Drei Minuten Sprache oder mehr geben gute Ergebnisse.</translation>
  </message>
  <message>
   <source>The name “{name}” cannot be used as a project name: {reason}.</source>
   <translation>„{name}“ ist als Projektname nicht verwendbar: {reason}.</translation>
  </message>
  <message>
   <source>The network that finds the points of the face.</source>
   <translation>Das Netz, das die Punkte des Gesichts findet.</translation>
  </message>
  <message>
   <source>The opening of the mouth cannot be changed with the model {path}; it is of the preset {preset}.</source>
   <translation>Mit dem Modell {path} lässt sich die Mundöffnung nicht ändern; es hat die Voreinstellung {preset}.</translation>
  </message>
  <message>
   <source>The part would begin at {start_s} s, but {path} is only {duration_s} s long.</source>
   <translation>Der Teil würde bei {start_s} s beginnen, aber {path} ist nur {duration_s} s lang.</translation>
  </message>
  <message>
   <source>The person speaks {percent}% of the time.</source>
   <translation>Die Person spricht {percent} % der Zeit.</translation>
  </message>
  <message>
   <source>The preprocessed video “{name}” is incomplete: {reason}.</source>
   <translation>Das vorverarbeitete Video „{name}“ ist unvollständig: {reason}.</translation>
  </message>
  <message>
   <source>The preview window was closed.</source>
   <translation>Das Vorschaufenster wurde geschlossen.</translation>
  </message>
  <message>
   <source>The preview would begin at {start_s} s, but {path} is only {duration_s} s long.</source>
   <translation>Die Vorschau würde bei {start_s} s beginnen, aber {path} ist nur {duration_s} s lang.</translation>
  </message>
  <message>
   <source>The process working on “{name}” ended without a result: {reason}.</source>
   <translation>Der Prozess für „{name}“ wurde ohne Ergebnis beendet: {reason}.</translation>
  </message>
  <message>
   <source>The reason is given for each step. Fix them and run the same command again; finished steps are skipped.</source>
   <translation>Der Grund steht bei jedem Schritt. Die Fehler beheben und denselben Befehl erneut ausführen; fertige Schritte werden übersprungen.</translation>
  </message>
  <message>
   <source>The reason is given for each video. Fix these videos and run the same command again; finished videos are skipped.</source>
   <translation>Der Grund steht bei jedem Video. Diese Videos in Ordnung bringen und denselben Befehl erneut ausführen; fertige Videos werden übersprungen.</translation>
  </message>
  <message>
   <source>The reason is given for each. Fix or remove these files and render them again.</source>
   <translation>Der Grund steht bei jeder Datei. Diese Dateien in Ordnung bringen oder entfernen und erneut rendern.</translation>
  </message>
  <message>
   <source>The result is the same; it takes a little longer.</source>
   <translation>Das Ergebnis ist dasselbe; es dauert etwas länger.</translation>
  </message>
  <message>
   <source>The saved SyncNet training {path} cannot be read ({reason}).</source>
   <translation>Das gespeicherte SyncNet-Training {path} ist nicht lesbar ({reason}).</translation>
  </message>
  <message>
   <source>The self-test failed at “{step}”: {reason}.</source>
   <translation>Der Selbsttest ist bei „{step}“ fehlgeschlagen: {reason}.</translation>
  </message>
  <message>
   <source>The server cannot listen on {host} without a token of at least {letters} characters.</source>
   <translation>Der Server kann auf {host} nicht ohne ein Token von mindestens {letters} Zeichen lauschen.</translation>
  </message>
  <message>
   <source>The skin around the mouth is smoother than in the video.</source>
   <translation>Die Haut um den Mund ist glatter als im Video.</translation>
  </message>
  <message>
   <source>The sync loss needs a trained SyncNet, and “{name}” has none in {path}.</source>
   <translation>Der Sync-Verlust braucht ein trainiertes SyncNet, und „{name}“ hat keines in {path}.</translation>
  </message>
  <message>
   <source>The text cannot be spoken: it has {reason}. The voices speak {languages}.</source>
   <translation>Der Text lässt sich nicht sprechen: Er enthält {reason}. Sprachen der Stimmen: {languages}.</translation>
  </message>
  <message>
   <source>The text has no words.</source>
   <translation>Der Text enthält keine Wörter.</translation>
  </message>
  <message>
   <source>The text is spoken by the voice {voice}, licence {licence}.</source>
   <translation>Den Text spricht die Stimme {voice}, Lizenz {licence}.</translation>
  </message>
  <message>
   <source>The text {path} cannot be used: {reason}.</source>
   <translation>Der Text {path} ist nicht verwendbar: {reason}.</translation>
  </message>
  <message>
   <source>The time budget allows only {steps} steps of SyncNet training, too few to help ({needed} are needed); all time goes to the model.</source>
   <translation>Das Zeitbudget reicht nur für {steps} Schritte SyncNet-Training, zu wenige, um zu helfen (nötig sind {needed}); die ganze Zeit geht an das Modell.</translation>
  </message>
  <message>
   <source>The timestamps of the audio in {path} disagree with its samples; it was made {seconds} s {direction} to follow them.</source>
   <translation>Die Zeitstempel des Audios in {path} passen nicht zu seinen Samples; es wurde daran angepasst und ist nun {seconds} s {direction}.</translation>
  </message>
  <message>
   <source>The trained SyncNet is saved: {path}.</source>
   <translation>Das trainierte SyncNet ist gespeichert: {path}.</translation>
  </message>
  <message>
   <source>The training became unstable at step {step}: the loss or its gradient is no longer a number.</source>
   <translation>Das Training wurde bei Schritt {step} instabil: Der Verlust oder sein Gradient ist keine Zahl mehr.</translation>
  </message>
  <message>
   <source>The training in {path} used {found}, but now it would use {wanted}.</source>
   <translation>Das Training in {path} verwendete {found}; jetzt würde es {wanted} verwenden.</translation>
  </message>
  <message>
   <source>The training state is saved; resume it with --continue_training.</source>
   <translation>Der Trainingsstand ist gespeichert; mit --continue_training fortsetzen.</translation>
  </message>
  <message>
   <source>The training was too short: the inside of the mouth is still noise.</source>
   <translation>Das Training war zu kurz: Das Innere des Mundes ist noch Rauschen.</translation>
  </message>
  <message>
   <source>The transcript {path} cannot be used: {reason}.</source>
   <translation>Das Transkript {path} ist nicht verwendbar: {reason}.</translation>
  </message>
  <message>
   <source>The video has a gap of {seconds} s without new frames; the last frame is repeated.</source>
   <translation>Das Video hat eine Lücke von {seconds} s ohne neue Frames; der letzte Frame wird wiederholt.</translation>
  </message>
  <message>
   <source>The video has only {fps} frames per second; frames are repeated.</source>
   <translation>Das Video hat nur {fps} Frames pro Sekunde; Frames werden wiederholt.</translation>
  </message>
  <message>
   <source>The video has {count} scene cuts.</source>
   <translation>Das Video hat {count} Szenenwechsel.</translation>
  </message>
  <message>
   <source>The video is one uncut take.</source>
   <translation>Das Video ist eine ungeschnittene Aufnahme.</translation>
  </message>
  <message>
   <source>The video is too short to train a SyncNet ({seconds} s, about 15 s are needed); all time goes to the model.</source>
   <translation>Das Video ist zu kurz, um ein SyncNet zu trainieren ({seconds} s, nötig sind etwa 15 s); die ganze Zeit geht an das Modell.</translation>
  </message>
  <message>
   <source>The video is {duration_s} s long.</source>
   <translation>Das Video ist {duration_s} s lang.</translation>
  </message>
  <message>
   <source>The video is {minutes} min long.</source>
   <translation>Das Video ist {minutes} min lang.</translation>
  </message>
  <message>
   <source>The video shown ends {seconds} s before the speech; its last frame stays.</source>
   <translation>Das gezeigte Video endet {seconds} s vor der Sprachaufnahme; sein letzter Frame bleibt stehen.</translation>
  </message>
  <message>
   <source>The video to write.</source>
   <translation>Die Videodatei, die geschrieben wird.</translation>
  </message>
  <message>
   <source>The video was written, but it could not be signed: {reason}.</source>
   <translation>Das Video wurde geschrieben, konnte aber nicht signiert werden: {reason}.</translation>
  </message>
  <message>
   <source>The video {path} could not be encoded: {reason}.</source>
   <translation>Das Video {path} konnte nicht kodiert werden: {reason}.</translation>
  </message>
  <message>
   <source>The voices cannot be used: {reason}.</source>
   <translation>Die Stimmen sind nicht verwendbar: {reason}.</translation>
  </message>
  <message>
   <source>The weights of the landmark network cannot be used, so checkpoints are compared without the texture and the movement of the mouth: {reason}.</source>
   <translation>Die Gewichte des Landmark-Netzes sind nicht verwendbar; Checkpoints werden daher ohne Textur und Bewegung des Mundes verglichen: {reason}.</translation>
  </message>
  <message>
   <source>The weights of the landmark network cannot be used, so the mouth opening is not measured: {reason}.</source>
   <translation>Die Gewichte des Landmarkennetzes sind nicht verwendbar, daher wird die Mundöffnung nicht gemessen: {reason}.</translation>
  </message>
  <message>
   <source>The weights “{asset}” ({what}) are not installed.</source>
   <translation>Die Gewichte „{asset}“ ({what}) sind nicht installiert.</translation>
  </message>
  <message>
   <source>The weights “{asset}” cannot be used, so training continues without the perceptual loss, and mouths will be less sharp: {reason}.</source>
   <translation>Die Gewichte „{asset}“ sind nicht verwendbar, daher läuft das Training ohne perzeptuellen Verlust weiter, und der Mund wird weniger scharf: {reason}.</translation>
  </message>
  <message>
   <source>The weights “{asset}” could not be downloaded: {reason}.</source>
   <translation>Die Gewichte „{asset}“ konnten nicht heruntergeladen werden: {reason}.</translation>
  </message>
  <message>
   <source>The whole mouth is visible.</source>
   <translation>Der ganze Mund ist sichtbar.</translation>
  </message>
  <message>
   <source>The window cannot be shown: the system library {library} is missing.</source>
   <translation>Das Fenster lässt sich nicht anzeigen: Die Systembibliothek {library} fehlt.</translation>
  </message>
  <message>
   <source>The window cannot be shown: there is no screen.</source>
   <translation>Das Fenster lässt sich nicht anzeigen: Es gibt keinen Bildschirm.</translation>
  </message>
  <message>
   <source>The workspace {path} is not there on {host}.</source>
   <translation>Den Arbeitsbereich {path} gibt es auf {host} nicht.</translation>
  </message>
  <message>
   <source>The {stage} of “{name}” cannot be kept: {reason}.</source>
   <translation>{stage} von „{name}“ zu behalten ist nicht möglich: {reason}.</translation>
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
   <source>There is already a project “{name}”.</source>
   <translation>Es gibt bereits ein Projekt „{name}“.</translation>
  </message>
  <message>
   <source>There is enough disk space: {needed_gb} GB are needed, {free_gb} GB are free.</source>
   <translation>Der Speicherplatz reicht: {needed_gb} GB werden gebraucht, {free_gb} GB sind frei.</translation>
  </message>
  <message>
   <source>There is no Ray cluster at “{address}”: {reason}.</source>
   <translation>Unter „{address}“ gibt es keinen Ray-Cluster: {reason}.</translation>
  </message>
  <message>
   <source>There is no add-on “{addon}”; installed: {installed}.</source>
   <translation>Es gibt keine Erweiterung „{addon}“; installiert: {installed}.</translation>
  </message>
  <message>
   <source>There is no audio on standard input.</source>
   <translation>An der Standardeingabe liegt kein Audio an.</translation>
  </message>
  <message>
   <source>There is no audio or video file in {path}.</source>
   <translation>In {path} ist keine Audio- oder Videodatei.</translation>
  </message>
  <message>
   <source>There is no device “{device}” on this machine.</source>
   <translation>Auf diesem Computer gibt es kein Gerät „{device}“.</translation>
  </message>
  <message>
   <source>There is no metric “{name}”.</source>
   <translation>Es gibt keine Metrik „{name}“.</translation>
  </message>
  <message>
   <source>There is no person {index} in {path}; people found: {count}.</source>
   <translation>In {path} gibt es keine Person {index}; gefundene Personen: {count}.</translation>
  </message>
  <message>
   <source>There is no preprocessed video “{name}” at {path}.</source>
   <translation>Unter {path} gibt es kein vorverarbeitetes Video „{name}“.</translation>
  </message>
  <message>
   <source>There is no project “{name}” with a preprocessed video.</source>
   <translation>Es gibt kein Projekt „{name}“ mit einem vorverarbeiteten Video.</translation>
  </message>
  <message>
   <source>There is no run at {path}.</source>
   <translation>Unter {path} gibt es keinen Lauf.</translation>
  </message>
  <message>
   <source>There is no saved training state of “{name}”, only weights. The training continues from the weights of {path} with epoch {epoch}; the optimizer state is reset.</source>
   <translation>Von „{name}“ gibt es keinen gespeicherten Trainingsstand, nur Gewichte. Das Training macht mit den Gewichten von {path} bei Epoche {epoch} weiter; der Optimizer-Zustand wird zurückgesetzt.</translation>
  </message>
  <message>
   <source>There is no trained model at {path}.</source>
   <translation>Unter {path} gibt es kein trainiertes Modell.</translation>
  </message>
  <message>
   <source>There is no training of “{name}” to report on.</source>
   <translation>Es gibt kein Training von „{name}“ für einen Bericht.</translation>
  </message>
  <message>
   <source>There is no video at {path}.</source>
   <translation>Unter {path} gibt es kein Video.</translation>
  </message>
  <message>
   <source>There is no voice “{voice}”; there are: {voices}.</source>
   <translation>Es gibt keine Stimme „{voice}“; vorhanden: {voices}.</translation>
  </message>
  <message>
   <source>There is no {stage} data yet, and {option} skips this stage.</source>
   <translation>Es gibt noch keine Daten ({stage}), und {option} überspringt diese Stufe.</translation>
  </message>
  <message>
   <source>There is no “{asset}” in {path}.</source>
   <translation>In {path} gibt es kein „{asset}“.</translation>
  </message>
  <message>
   <source>There is nothing to {wish} at this stage ({stage}).</source>
   <translation>In dieser Stufe ({stage}) ist der Befehl „{wish}“ nicht möglich.</translation>
  </message>
  <message>
   <source>These devices cannot train together: {device}.</source>
   <translation>Diese Geräte können nicht gemeinsam trainieren: {device}.</translation>
  </message>
  <message>
   <source>These options cannot be used: {problems}.</source>
   <translation>Diese Optionen sind nicht verwendbar: {problems}.</translation>
  </message>
  <message>
   <source>These weights are damaged and cannot be used: {assets}.</source>
   <translation>Diese Gewichte sind beschädigt und nicht verwendbar: {assets}.</translation>
  </message>
  <message>
   <source>This computer makes {made_fps} of {fps} frames a second: some are left out.</source>
   <translation>Dieser Computer schafft {made_fps} von {fps} Frames pro Sekunde: Einige werden weggelassen.</translation>
  </message>
  <message>
   <source>This machine has no GPU that this program can use, but “{device}” was asked for.</source>
   <translation>Dieser Computer hat keine GPU, die dieses Programm verwenden kann, aber „{device}“ wurde verlangt.</translation>
  </message>
  <message>
   <source>This model cannot speak live: its audio features, {kind}, need longer recordings.</source>
   <translation>Dieses Modell kann nicht live sprechen: Seine Audiomerkmale, {kind}, brauchen längere Aufnahmen.</translation>
  </message>
  <message>
   <source>This needs {packages}, which this copy of the program does not have.</source>
   <translation>Dafür wird {packages} gebraucht; in dieser Kopie des Programms fehlt das.</translation>
  </message>
  <message>
   <source>This training needs about {needed_mb} MB of disk space, but only {free_mb} MB are free ({path}).</source>
   <translation>Dieses Training braucht etwa {needed_mb} MB Speicherplatz, aber nur {free_mb} MB sind frei ({path}).</translation>
  </message>
  <message>
   <source>Three minutes or more give good results.</source>
   <translation>Drei Minuten oder mehr geben gute Ergebnisse.</translation>
  </message>
  <message>
   <source>To keep the original offset, turn off “Fix audio sync” and preprocess again.</source>
   <translation>Um den ursprünglichen Versatz zu behalten, „A/V-Versatz korrigieren“ ausschalten und erneut vorverarbeiten.</translation>
  </message>
  <message>
   <source>To make a model of somebody else, choose the face. On the command line, use --face.</source>
   <translation>Für ein Modell einer anderen Person das Gesicht wählen. Auf der Befehlszeile mit --face.</translation>
  </message>
  <message>
   <source>To preprocess the video with this program, use another --name.</source>
   <translation>Um das Video mit diesem Programm vorzuverarbeiten, einen anderen --name verwenden.</translation>
  </message>
  <message>
   <source>To use another background, add it in a video editor first.</source>
   <translation>Für einen anderen Hintergrund diesen vorher in einem Videoschnittprogramm einfügen.</translation>
  </message>
  <message>
   <source>To use another track, save the video with only that track.</source>
   <translation>Für eine andere Spur das Video nur mit dieser Spur speichern.</translation>
  </message>
  <message>
   <source>To use the processor (cpu), which takes much longer, run: {command}</source>
   <translation>Um den Prozessor (cpu) zu verwenden, was viel länger dauert, ausführen: {command}</translation>
  </message>
  <message>
   <source>Too many frames of “{name}” are excluded: {train} are left for training ({needed} are needed) and {held_out} for validation.</source>
   <translation>Zu viele Frames von „{name}“ sind ausgeschlossen: Es bleiben {train} zum Trainieren (nötig sind {needed}) und {held_out} zur Validierung.</translation>
  </message>
  <message>
   <source>Train a model first, or choose another checkpoint.</source>
   <translation>Zuerst ein Modell trainieren oder einen anderen Checkpoint wählen.</translation>
  </message>
  <message>
   <source>Train a model with --asr whisper or --asr mel, or render a file without --live.</source>
   <translation>Ein Modell mit --asr whisper oder --asr mel trainieren oder eine Datei ohne --live rendern.</translation>
  </message>
  <message>
   <source>Train it first, and choose the project with --name.</source>
   <translation>Zuerst trainieren und das Projekt mit --name wählen.</translation>
  </message>
  <message>
   <source>Train it with --preset 160 --asr hubert --force.</source>
   <translation>Mit --preset 160 --asr hubert --force trainieren.</translation>
  </message>
  <message>
   <source>Train it with --preset 328 --force and ave, hubert or wenet features. To move it to another machine with SyncTalk Studio, export it without --layout research.</source>
   <translation>Mit --preset 328 --force und den Merkmalen ave, hubert oder wenet trainieren. Für einen anderen Computer mit SyncTalk Studio ohne --layout research exportieren.</translation>
  </message>
  <message>
   <source>Train one with --train_syncnet, or choose a file with --syncnet_checkpoint FILE.</source>
   <translation>Mit --train_syncnet eines trainieren oder mit --syncnet_checkpoint FILE eine Datei wählen.</translation>
  </message>
  <message>
   <source>Train the project first, or choose a model with --checkpoint.</source>
   <translation>Trainieren Sie zuerst das Projekt, oder wählen Sie mit --checkpoint ein Modell.</translation>
  </message>
  <message>
   <source>Training and rendering need a little more.</source>
   <translation>Training und Rendern brauchen etwas mehr.</translation>
  </message>
  <message>
   <source>Training on {count} videos together: {names}.</source>
   <translation>Gemeinsames Training mit {count} Videos: {names}.</translation>
  </message>
  <message>
   <source>Trains a network that rates lip sync (SyncNet) first; the model then learns from its ratings.</source>
   <translation>Trainiert zuerst ein Netz, das die Lippensynchronität bewertet (SyncNet); das Modell lernt dann aus dessen Bewertungen.</translation>
  </message>
  <message>
   <source>Use --asr {found}, or preprocess the video with --asr_model {kind}.</source>
   <translation>--asr {found} verwenden oder das Video mit --asr_model {kind} vorverarbeiten.</translation>
  </message>
  <message>
   <source>Use --encoder auto or software.</source>
   <translation>--encoder auto oder software verwenden.</translation>
  </message>
  <message>
   <source>Use --fps {needed}, or choose other features with --asr_model.</source>
   <translation>--fps {needed} verwenden oder mit --asr_model andere Merkmale wählen.</translation>
  </message>
  <message>
   <source>Use --loop pingpong or forward to keep it moving.</source>
   <translation>Mit --loop pingpong oder forward bleibt es in Bewegung.</translation>
  </message>
  <message>
   <source>Use --no-fix_av_offset to keep the original timing.</source>
   <translation>Mit --no-fix_av_offset bleibt der ursprüngliche Versatz.</translation>
  </message>
  <message>
   <source>Use --video_path with the video that “{name}” was made from.</source>
   <translation>--video_path mit dem Video verwenden, aus dem „{name}“ entstanden ist.</translation>
  </message>
  <message>
   <source>Use --{option} {found} to continue it, or add --force to start a new training beside it.</source>
   <translation>Zum Fortsetzen --{option} {found} verwenden oder mit --force daneben ein neues Training starten.</translation>
  </message>
  <message>
   <source>Use a GPU, a model with smaller frames, or close other programs.</source>
   <translation>Eine GPU oder ein Modell mit kleineren Frames verwenden oder andere Programme schließen.</translation>
  </message>
  <message>
   <source>Use a longer video: three minutes or more give good results.</source>
   <translation>Ein längeres Video verwenden: Drei Minuten oder mehr geben gute Ergebnisse.</translation>
  </message>
  <message>
   <source>Use a recording in which the person speaks most of the time.</source>
   <translation>Eine Aufnahme verwenden, in der die Person die meiste Zeit spricht.</translation>
  </message>
  <message>
   <source>Use a video in which the face is visible, upright and at least about 60 pixels wide.</source>
   <translation>Ein Video verwenden, in dem das Gesicht sichtbar, aufrecht und mindestens etwa 60 Pixel breit ist.</translation>
  </message>
  <message>
   <source>Use a video of the person talking that has audio.</source>
   <translation>Ein Video mit Audio verwenden, in dem die Person spricht.</translation>
  </message>
  <message>
   <source>Use another person's SyncNet with --syncnet_checkpoint_path FILE, or train one all the same with --syncnet_epochs and without a time budget.</source>
   <translation>Mit --syncnet_checkpoint_path FILE das SyncNet einer anderen Person verwenden oder mit --syncnet_epochs und ohne Zeitbudget trotzdem eines trainieren.</translation>
  </message>
  <message>
   <source>Use it with --format h264 or hevc, or use --encoder auto.</source>
   <translation>Mit --format h264 oder hevc verwenden, oder --encoder auto verwenden.</translation>
  </message>
  <message>
   <source>Use part of one of these names after “mic:”, or “mic” alone for the default one.</source>
   <translation>Nach „mic:“ einen Teil eines dieser Namen angeben oder nur „mic“ für das Standardmikrofon.</translation>
  </message>
  <message>
   <source>Use the matching option, or choose another checkpoint.</source>
   <translation>Die passende Option verwenden oder einen anderen Checkpoint wählen.</translation>
  </message>
  <message>
   <source>Use the publisher’s file. Help, Model weights shows where to get it.</source>
   <translation>Die Datei des Herausgebers verwenden. „Hilfe &gt; Modellgewichte“ zeigt, woher sie kommt.</translation>
  </message>
  <message>
   <source>VGG19, ImageNet</source>
   <translation>VGG19, ImageNet</translation>
  </message>
  <message>
   <source>VP9 · for the web</source>
   <translation>VP9 · fürs Web</translation>
  </message>
  <message>
   <source>Video files end in {endings}. Use --recursive to include subfolders.</source>
   <translation>Videodateien enden auf {endings}. --recursive schließt Unterordner ein.</translation>
  </message>
  <message>
   <source>Visible &amp;label</source>
   <translation>Sichtbare Kenn&amp;zeichnung</translation>
  </message>
  <message>
   <source>Wait until it has finished, or stop it first.</source>
   <translation>Warten, bis er fertig ist, oder ihn zuerst stoppen.</translation>
  </message>
  <message>
   <source>Waiting for {device}: “{name}” is being trained on it (process {pid}).</source>
   <translation>Warten auf {device}: „{name}“ wird darauf trainiert (Prozess {pid}).</translation>
  </message>
  <message>
   <source>WeNet encoder</source>
   <translation>WeNet-Encoder</translation>
  </message>
  <message>
   <source>WeNet · Chinese</source>
   <translation>WeNet · Chinesisch</translation>
  </message>
  <message>
   <source>What Whisper recognizes in the speech</source>
   <translation>Was Whisper in der Sprachaufnahme erkennt</translation>
  </message>
  <message>
   <source>What is shown behind the person: keep (the video's own), transparent, a colour such as #00b140, or a picture file.</source>
   <translation>Was hinter der Person zu sehen ist: keep (der des Videos), transparent, eine Farbe wie #00b140 oder eine Bilddatei.</translation>
  </message>
  <message>
   <source>What is shown when the speech is longer than the video.</source>
   <translation>Was zu sehen ist, wenn die Sprachaufnahme länger als das Video ist.</translation>
  </message>
  <message>
   <source>Whisper base, decoder</source>
   <translation>Whisper base, Decoder</translation>
  </message>
  <message>
   <source>Whisper base, encoder</source>
   <translation>Whisper base, Encoder</translation>
  </message>
  <message>
   <source>Whisper · the default</source>
   <translation>Whisper · Standard</translation>
  </message>
  <message>
   <source>Whom the clip is about, if not who is on screen longest: a number as “doctor” lists the people (2), a time (12.5s), or a point in the frame (640,360 or 640,360@12.5s).</source>
   <translation>Um wen es im Clip geht, falls nicht um die Person, die am längsten im Bild ist: eine Nummer aus der Personenliste von „doctor“ (2), ein Zeitpunkt (12.5s) oder ein Punkt im Frame (640,360 oder 640,360@12.5s).</translation>
  </message>
  <message>
   <source>Windows keeps that name for a device</source>
   <translation>Windows reserviert diesen Namen für ein Gerät</translation>
  </message>
  <message>
   <source>Write captions (.srt) of the speech beside the video.</source>
   <translation>Untertitel (.srt) der Sprachaufnahme neben das Video schreiben.</translation>
  </message>
  <message>
   <source>Write it in {languages}, or record it and choose the recording with --audio_path.</source>
   <translation>Eine dieser Sprachen verwenden ({languages}) oder den Text aufnehmen und die Aufnahme mit --audio_path wählen.</translation>
  </message>
  <message>
   <source>Write what is to be said after --text or in --text_file.</source>
   <translation>Nach --text oder in --text_file angeben, was gesprochen werden soll.</translation>
  </message>
  <message>
   <source>You can import a folder with a preprocessed video (full_body_img, landmarks, aud_*.npy), a model (.pth), a folder of models, or an exported project.</source>
   <translation>Importieren lässt sich ein Ordner mit einem vorverarbeiteten Video (full_body_img, landmarks, aud_*.npy), ein Modell (.pth), ein Ordner mit Modellen oder ein exportiertes Projekt.</translation>
  </message>
  <message>
   <source>a file is where the folder belongs</source>
   <translation>eine Datei liegt dort, wo der Ordner hingehört</translation>
  </message>
  <message>
   <source>a folder is needed here</source>
   <translation>hier wird ein Ordner gebraucht</translation>
  </message>
  <message>
   <source>a launcher for several processes can start “train” alone; preprocess first</source>
   <translation>ein Launcher für mehrere Prozesse kann nur „train“ starten; zuerst vorverarbeiten</translation>
  </message>
  <message>
   <source>a report ends in .html</source>
   <translation>ein Bericht endet auf .html</translation>
  </message>
  <message>
   <source>a training continues with what it began with</source>
   <translation>ein Training wird mit dem fortgesetzt, womit es begonnen hat</translation>
  </message>
  <message>
   <source>an export</source>
   <translation>ein Export</translation>
  </message>
  <message>
   <source>audio features “ave” of SyncTalk_2D</source>
   <translation>Audio-Features „ave“ von SyncTalk_2D</translation>
  </message>
  <message>
   <source>audio features “hubert”</source>
   <translation>Audio-Features „hubert“</translation>
  </message>
  <message>
   <source>audio features “moonshine”</source>
   <translation>Audio-Features „moonshine“</translation>
  </message>
  <message>
   <source>audio features “wenet”, Mandarin</source>
   <translation>Audio-Features „wenet“, Mandarin</translation>
  </message>
  <message>
   <source>audio features “whisper”</source>
   <translation>Audio-Features „whisper“</translation>
  </message>
  <message>
   <source>captions from speech</source>
   <translation>Untertitel aus Sprache</translation>
  </message>
  <message>
   <source>early</source>
   <translation>zu früh</translation>
  </message>
  <message>
   <source>evaluation: tells generated faces from real ones</source>
   <translation>Auswertung: unterscheidet erzeugte von echten Gesichtern</translation>
  </message>
  <message>
   <source>face detection</source>
   <translation>Gesichtserkennung</translation>
  </message>
  <message>
   <source>face landmarks</source>
   <translation>Gesichts-Landmarks</translation>
  </message>
  <message>
   <source>face landmarks, with more points on the lips</source>
   <translation>Gesichts-Landmarks, mit mehr Punkten auf den Lippen</translation>
  </message>
  <message>
   <source>frames are missing</source>
   <translation>es fehlen Frames</translation>
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
   <source>it begins or ends with a space, or ends with a dot</source>
   <translation>er beginnt oder endet mit einem Leerzeichen oder endet mit einem Punkt</translation>
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
   <source>it cannot be read</source>
   <translation>es ist nicht lesbar</translation>
  </message>
  <message>
   <source>it failed</source>
   <translation>es ist fehlgeschlagen</translation>
  </message>
  <message>
   <source>it has no landmarks</source>
   <translation>es hat keine Landmarken</translation>
  </message>
  <message>
   <source>it has no list “videos”</source>
   <translation>es hat keine Liste „videos“</translation>
  </message>
  <message>
   <source>it has no text</source>
   <translation>es enthält keinen Text</translation>
  </message>
  <message>
   <source>it has one of the characters &lt; &gt; : " / \ | ? * or a control character</source>
   <translation>er enthält eines der Zeichen &lt; &gt; : " / \ | ? * oder ein Steuerzeichen</translation>
  </message>
  <message>
   <source>it holds neither full_body_img nor checkpoints such as 99.pth, and is no unpacked export</source>
   <translation>es enthält weder full_body_img noch Checkpoints wie 99.pth und ist kein entpackter Export</translation>
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
   <source>it is damaged</source>
   <translation>es ist beschädigt</translation>
  </message>
  <message>
   <source>it is empty</source>
   <translation>es ist leer</translation>
  </message>
  <message>
   <source>it is larger than 1 MB</source>
   <translation>es ist größer als 1 MB</translation>
  </message>
  <message>
   <source>it is larger than 5 MB</source>
   <translation>es ist größer als 5 MB</translation>
  </message>
  <message>
   <source>it is neither a zip nor a checkpoint</source>
   <translation>es ist weder eine Zip-Datei noch ein Checkpoint</translation>
  </message>
  <message>
   <source>it is no folder</source>
   <translation>es ist kein Ordner</translation>
  </message>
  <message>
   <source>it is not UTF-8</source>
   <translation>es ist nicht in UTF-8</translation>
  </message>
  <message>
   <source>it is not a text</source>
   <translation>es ist kein Text</translation>
  </message>
  <message>
   <source>it is not an ordinary file</source>
   <translation>es ist keine normale Datei</translation>
  </message>
  <message>
   <source>it is not the same on all machines</source>
   <translation>es ist nicht auf allen Computern gleich</translation>
  </message>
  <message>
   <source>it is the speech file itself</source>
   <translation>es ist die Sprachaufnahme selbst</translation>
  </message>
  <message>
   <source>it lies in that very place already</source>
   <translation>es liegt bereits genau dort</translation>
  </message>
  <message>
   <source>it names other files, which are not there</source>
   <translation>es verweist auf andere Dateien, die fehlen</translation>
  </message>
  <message>
   <source>it was written by another version of the program</source>
   <translation>es wurde von einer anderen Version des Programms geschrieben</translation>
  </message>
  <message>
   <source>its audio features are unknown</source>
   <translation>seine Audiomerkmale sind unbekannt</translation>
  </message>
  <message>
   <source>its features of a test image are not numbers</source>
   <translation>seine Merkmale eines Testbilds sind keine Zahlen</translation>
  </message>
  <message>
   <source>its features of a test sentence are not numbers</source>
   <translation>seine Merkmale eines Testsatzes sind keine Zahlen</translation>
  </message>
  <message>
   <source>its frames are not all the same size</source>
   <translation>seine Frames sind nicht alle gleich groß</translation>
  </message>
  <message>
   <source>its landmarks of a test image are not numbers</source>
   <translation>seine Landmarken eines Testbilds sind keine Zahlen</translation>
  </message>
  <message>
   <source>its losses differ from the usual ones</source>
   <translation>seine Verluste weichen von den üblichen ab</translation>
  </message>
  <message>
   <source>landmarks exactly as the research code finds them</source>
   <translation>Landmarken genau wie im Forschungscode</translation>
  </message>
  <message>
   <source>late</source>
   <translation>zu spät</translation>
  </message>
  <message>
   <source>lite-160 · fast</source>
   <translation>lite-160 · schnell</translation>
  </message>
  <message>
   <source>lite-320 · higher quality</source>
   <translation>lite-320 · höhere Qualität</translation>
  </message>
  <message>
   <source>longer</source>
   <translation>länger</translation>
  </message>
  <message>
   <source>names that begin with syncnet_ are kept for SyncNet checkpoints</source>
   <translation>Namen, die mit syncnet_ beginnen, sind für SyncNet-Checkpoints reserviert</translation>
  </message>
  <message>
   <source>no answer</source>
   <translation>keine Antwort</translation>
  </message>
  <message>
   <source>no captions</source>
   <translation>keine Untertitel</translation>
  </message>
  <message>
   <source>no file in it has the name or the checksum of such weights</source>
   <translation>keine Datei darin hat den Namen oder die Prüfsumme solcher Gewichte</translation>
  </message>
  <message>
   <source>no frame can be decoded</source>
   <translation>kein Frame lässt sich dekodieren</translation>
  </message>
  <message>
   <source>no label</source>
   <translation>keine Kennzeichnung</translation>
  </message>
  <message>
   <source>perceptual loss</source>
   <translation>perzeptueller Verlust</translation>
  </message>
  <message>
   <source>perceptual loss of the research code</source>
   <translation>perzeptueller Verlust des Forschungscodes</translation>
  </message>
  <message>
   <source>sample.npz has ready audio features.</source>
   <translation>sample.npz enthält fertige Audiomerkmale.</translation>
  </message>
  <message>
   <source>separates the person from the background</source>
   <translation>trennt die Person vom Hintergrund</translation>
  </message>
  <message>
   <source>several speeches need a folder for their videos</source>
   <translation>mehrere Sprachaufnahmen brauchen einen Ordner für ihre Videos</translation>
  </message>
  <message>
   <source>shorter</source>
   <translation>kürzer</translation>
  </message>
  <message>
   <source>studio · most lifelike</source>
   <translation>studio · am lebensechtesten</translation>
  </message>
  <message>
   <source>that of the training that is continued; else studio, the most lifelike</source>
   <translation>die des fortgesetzten Trainings; sonst studio, die lebensechteste</translation>
  </message>
  <message>
   <source>the checksum of the network is another</source>
   <translation>die Prüfsumme des Netzes weicht ab</translation>
  </message>
  <message>
   <source>those the video was preprocessed with</source>
   <translation>die, mit denen das Video vorverarbeitet wurde</translation>
  </message>
  <message>
   <source>{commands}</source>
   <translation>{commands}</translation>
  </message>
  <message>
   <source>{count} processes train together.</source>
   <translation>{count} Prozesse trainieren gemeinsam.</translation>
  </message>
  <message>
   <source>{device} could not make the {kind} features: {reason}. The processor made them.</source>
   <translation>{device} konnte die {kind}-Features nicht berechnen: {reason}. Der Prozessor hat sie berechnet.</translation>
  </message>
  <message>
   <source>{device} does not have enough memory for a batch of {batch_size}; from step {step} on, each batch is split into {parts} micro-batches.</source>
   <translation>{device} hat zu wenig Speicher für die Batchgröße {batch_size}; ab Schritt {step} wird jeder Batch in {parts} Micro-Batches geteilt.</translation>
  </message>
  <message>
   <source>{device} does not have enough memory for this network, even with smaller micro-batches (tried: {tried} per batch).</source>
   <translation>{device} hat zu wenig Speicher für dieses Netz, auch mit kleineren Micro-Batches (versucht: {tried} je Batch).</translation>
  </message>
  <message>
   <source>{device} does not have enough memory to generate a single frame.</source>
   <translation>{device} hat zu wenig Speicher, um auch nur einen Frame zu generieren.</translation>
  </message>
  <message>
   <source>{device} does not have enough memory to generate {images} frames at a time; from here on, {fitting} are generated at a time.</source>
   <translation>{device} hat zu wenig Speicher, um {images} Frames auf einmal zu generieren; ab hier werden {fitting} auf einmal generiert.</translation>
  </message>
  <message>
   <source>{device} ran out of memory ({stage}).</source>
   <translation>Der Speicher von {device} ist voll ({stage}).</translation>
  </message>
  <message>
   <source>{failed} of {total} speeches could not be rendered: {names}.</source>
   <translation>{failed} von {total} Sprachaufnahmen konnten nicht gerendert werden: {names}.</translation>
  </message>
  <message>
   <source>{failed} of {total} steps failed: {names}.</source>
   <translation>{failed} von {total} Schritten sind fehlgeschlagen: {names}.</translation>
  </message>
  <message>
   <source>{failed} of {total} videos could not be preprocessed: {names}.</source>
   <translation>{failed} von {total} Videos konnten nicht vorverarbeitet werden: {names}.</translation>
  </message>
  <message>
   <source>{format} has no alpha channel, so the background cannot be transparent.</source>
   <translation>{format} hat keinen Alphakanal, daher kann der Hintergrund nicht transparent sein.</translation>
  </message>
  <message>
   <source>{frames} frames of the video are damaged and were left out.</source>
   <translation>{frames} Frames des Videos sind beschädigt und wurden weggelassen.</translation>
  </message>
  <message>
   <source>{frames} frames of “{name}” were excluded by hand; they are used neither for training nor for validation.</source>
   <translation>{frames} Frames von „{name}“ wurden manuell ausgeschlossen; sie dienen weder dem Training noch der Validierung.</translation>
  </message>
  <message>
   <source>{frames} frames show no usable face; they are filled in and left out of training.</source>
   <translation>{frames} Frames zeigen kein brauchbares Gesicht; sie werden aufgefüllt und bleiben beim Training außen vor.</translation>
  </message>
  <message>
   <source>{frames} of the frames shown keep the mouth that “{name}” has there: no face was found in them, the mouth is covered or the head is turned aside.</source>
   <translation>{frames} der gezeigten Bilder behalten den Mund, den „{name}“ dort hat: Darin wurde kein Gesicht gefunden, der Mund ist verdeckt oder der Kopf ist zur Seite gedreht.</translation>
  </message>
  <message>
   <source>{kept} of {total} frames already exist and are kept; the rest is extracted.</source>
   <translation>{kept} von {total} Frames liegen bereits vor und bleiben erhalten; der Rest wird extrahiert.</translation>
  </message>
  <message>
   <source>{kind} features need {needed} frames per second, not {fps}.</source>
   <translation>{kind}-Merkmale brauchen {needed} Frames pro Sekunde, nicht {fps}.</translation>
  </message>
  <message>
   <source>{name}, {step}: {reason} It is resumed.</source>
   <translation>{name}, {step}: {reason} Der Schritt wird fortgesetzt.</translation>
  </message>
  <message>
   <source>{option} has no effect here: {reason}.</source>
   <translation>{option} hat hier keine Wirkung: {reason}.</translation>
  </message>
  <message>
   <source>{path} already exists and will be replaced.</source>
   <translation>{path} existiert bereits und wird ersetzt.</translation>
  </message>
  <message>
   <source>{path} cannot be imported: {reason}.</source>
   <translation>{path} kann nicht importiert werden: {reason}.</translation>
  </message>
  <message>
   <source>{path} cannot be reached: {reason}.</source>
   <translation>{path} ist nicht erreichbar: {reason}.</translation>
  </message>
  <message>
   <source>{path} cannot be read ({reason}); the training resumes from the previous checkpoint.</source>
   <translation>{path} ist nicht lesbar ({reason}); das Training wird beim vorherigen Checkpoint fortgesetzt.</translation>
  </message>
  <message>
   <source>{path} cannot be read ({reason}); the training resumes from the previous saved state.</source>
   <translation>{path} ist nicht lesbar ({reason}); das Training wird beim vorherigen gespeicherten Stand fortgesetzt.</translation>
  </message>
  <message>
   <source>{path} cannot be read as a video: {reason}.</source>
   <translation>{path} ist nicht als Video lesbar: {reason}.</translation>
  </message>
  <message>
   <source>{path} cannot be read or written: permission denied.</source>
   <translation>{path} kann nicht gelesen oder geschrieben werden: Zugriff verweigert.</translation>
  </message>
  <message>
   <source>{path} cannot be used as a list of jobs: {problems}.</source>
   <translation>{path} ist nicht als Liste von Aufträgen verwendbar: {problems}.</translation>
  </message>
  <message>
   <source>{path} cannot be used as a list of videos: {problems}.</source>
   <translation>{path} ist nicht als Liste von Videos verwendbar: {problems}.</translation>
  </message>
  <message>
   <source>{path} cannot be used as an add-on: {reason}.</source>
   <translation>{path} ist nicht als Erweiterung verwendbar: {reason}.</translation>
  </message>
  <message>
   <source>{path} cannot be used to sign: {reason}.</source>
   <translation>{path} ist nicht zum Signieren verwendbar: {reason}.</translation>
  </message>
  <message>
   <source>{path} cannot be used: {reason}.</source>
   <translation>{path} ist nicht verwendbar: {reason}.</translation>
  </message>
  <message>
   <source>{path} cannot be written: a folder with that name exists and is not empty.</source>
   <translation>{path} kann nicht geschrieben werden: Ein Ordner mit diesem Namen existiert und ist nicht leer.</translation>
  </message>
  <message>
   <source>{path} contains files that are not from an earlier export; they are not overwritten.</source>
   <translation>{path} enthält Dateien, die nicht von einem früheren Export stammen; sie werden nicht überschrieben.</translation>
  </message>
  <message>
   <source>{path} contains no weights that this program knows: {reason}.</source>
   <translation>{path} enthält keine Gewichte, die dieses Programm kennt: {reason}.</translation>
  </message>
  <message>
   <source>{path} contains {found}, but {wanted} was requested.</source>
   <translation>{path} enthält {found}, verlangt wurde aber {wanted}.</translation>
  </message>
  <message>
   <source>{path} contains {found}: a model of a project, not weights of the program.</source>
   <translation>{path} enthält {found}: ein Modell eines Projekts, keine Gewichte des Programms.</translation>
  </message>
  <message>
   <source>{path} contains {found}: weights that the program uses for every project.</source>
   <translation>{path} enthält {found}: Gewichte, die das Programm für jedes Projekt verwendet.</translation>
  </message>
  <message>
   <source>{path} could not be written: this drive does not allow a file of that size.</source>
   <translation>{path} konnte nicht geschrieben werden: Dieses Laufwerk erlaubt keine so große Datei.</translation>
  </message>
  <message>
   <source>{path} does not record its preset, and its layers fit {presets}.</source>
   <translation>{path} nennt seine Voreinstellung nicht, und seine Schichten passen zu {presets}.</translation>
  </message>
  <message>
   <source>{path} does not record which audio features it was trained with.</source>
   <translation>{path} enthält keine Angabe, mit welchen Audiomerkmalen trainiert wurde.</translation>
  </message>
  <message>
   <source>{path} has no audio, and a lip-sync model cannot be trained without it.</source>
   <translation>{path} hat kein Audio; ohne Audio lässt sich kein Lip-Sync-Modell trainieren.</translation>
  </message>
  <message>
   <source>{path} has no audio.</source>
   <translation>{path} hat kein Audio.</translation>
  </message>
  <message>
   <source>{path} has no video, only audio.</source>
   <translation>{path} hat kein Video, nur Audio.</translation>
  </message>
  <message>
   <source>{path} has transparency, which is ignored: transparent areas show their stored colour.</source>
   <translation>{path} hat Transparenz, die ignoriert wird: Transparente Bereiche zeigen ihre gespeicherte Farbe.</translation>
  </message>
  <message>
   <source>{path} has {count} audio tracks; track {number} is used ({detail}).</source>
   <translation>{path} hat {count} Audiospuren; Spur {number} wird verwendet ({detail}).</translation>
  </message>
  <message>
   <source>{path} has {found} frames, but a video of this speech has {expected}.</source>
   <translation>{path} hat {found} Bilder, ein Video dieser Sprache hat aber {expected}.</translation>
  </message>
  <message>
   <source>{path} is a folder, not a file.</source>
   <translation>{path} ist ein Ordner, keine Datei.</translation>
  </message>
  <message>
   <source>{path} is an HDR video ({kind}); it was converted to SDR. Highlights above SDR white are clipped.</source>
   <translation>{path} ist ein HDR-Video ({kind}); es wurde in SDR umgewandelt. Lichter über SDR-Weiß sind abgeschnitten.</translation>
  </message>
  <message>
   <source>{path} is cut short: its index is missing, as when a recording or a copy was interrupted.</source>
   <translation>{path} ist unvollständig: Der Index fehlt, wie nach einer abgebrochenen Aufnahme oder Kopie.</translation>
  </message>
  <message>
   <source>{path} is empty (0 bytes).</source>
   <translation>{path} ist leer (0 Bytes).</translation>
  </message>
  <message>
   <source>{path} is interlaced; it was deinterlaced.</source>
   <translation>{path} ist interlaced; es wurde deinterlaced.</translation>
  </message>
  <message>
   <source>{path} is not a complete export of this program: {reason}.</source>
   <translation>{path} ist kein vollständiger Export dieses Programms: {reason}.</translation>
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
   <source>{path} is still the best checkpoint: nothing in this training measured better.</source>
   <translation>{path} ist weiterhin der beste Checkpoint: Nichts in diesem Training wurde besser gemessen.</translation>
  </message>
  <message>
   <source>{path} was not made by this program, and preprocessing “{name}” would replace it.</source>
   <translation>{path} stammt nicht von diesem Programm, und die Vorverarbeitung von „{name}“ würde es ersetzen.</translation>
  </message>
  <message>
   <source>{path} was not rendered. {reason}</source>
   <translation>{path} wurde nicht gerendert. {reason}</translation>
  </message>
  <message>
   <source>{path} was preprocessed by another program; it is used unchanged.</source>
   <translation>{path} wurde von einem anderen Programm vorverarbeitet; es wird unverändert verwendet.</translation>
  </message>
  <message>
   <source>{path} was the best checkpoint so far, but it cannot be used ({reason}); the next evaluated checkpoint takes its place.</source>
   <translation>{path} war bisher der beste Checkpoint, ist aber nicht verwendbar ({reason}); der nächste ausgewertete Checkpoint tritt an seine Stelle.</translation>
  </message>
  <message>
   <source>{path}, the best checkpoint so far, cannot be measured here ({reason}), so it stays the best one.</source>
   <translation>{path}, der bisher beste Checkpoint, kann hier nicht gemessen werden ({reason}) und bleibt deshalb der beste.</translation>
  </message>
  <message>
   <source>{path}, the best checkpoint so far, was measured again on these validation frames: mouth PSNR {mouth_psnr} dB.</source>
   <translation>{path}, der bisher beste Checkpoint, wurde auf diesen Validierungsframes neu gemessen: PSNR des Munds {mouth_psnr} dB.</translation>
  </message>
  <message>
   <source>{people} people, {steps} steps, {place}.</source>
   <translation>{people} Personen, {steps} Schritte, {place}.</translation>
  </message>
  <message>
   <source>{percent}% of the audio is clipped.</source>
   <translation>{percent} % des Audios sind übersteuert.</translation>
  </message>
  <message>
   <source>{percent}% of the audio packets in {path} are damaged and were left out.</source>
   <translation>{percent} % der Audiopakete in {path} sind beschädigt und wurden weggelassen.</translation>
  </message>
  <message>
   <source>{percent}% of the frames ({frames}) repeat the previous one, because {path} has no frame for that time.</source>
   <translation>{percent} % der Frames ({frames}) wiederholen den vorherigen, weil {path} für diese Zeit keinen Frame hat.</translation>
  </message>
  <message>
   <source>{percent}% of the frames of {path} ({frames}) were left out, because their timestamps are too close together.</source>
   <translation>{percent} % der Frames von {path} ({frames}) wurden weggelassen, weil ihre Zeitstempel zu dicht beieinanderliegen.</translation>
  </message>
  <message>
   <source>{reason} The stream goes on without it.</source>
   <translation>{reason} Der Stream läuft ohne dieses Ziel weiter.</translation>
  </message>
  <message>
   <source>{seconds} s of the audio in {path} are missing (gaps: {count}); silence fills them.</source>
   <translation>{seconds} s des Audios in {path} fehlen (Lücken: {count}); sie werden mit Stille gefüllt.</translation>
  </message>
  <message>
   <source>{seconds} s of the audio in {path} overlap what comes before them and were left out.</source>
   <translation>{seconds} s des Audios in {path} überlappen mit dem Vorhergehenden und wurden weggelassen.</translation>
  </message>
  <message>
   <source>{seconds} s: latency {latency_ms} ms, {dropped} of {frames} frames left out</source>
   <translation>{seconds} s: Latenz {latency_ms} ms, {dropped} von {frames} Frames weggelassen</translation>
  </message>
  <message>
   <source>{stage} finished in {duration}.</source>
   <translation>{stage} nach {duration} abgeschlossen.</translation>
  </message>
  <message>
   <source>{stage} finished in {seconds} s.</source>
   <translation>{stage} fertig in {seconds} s.</translation>
  </message>
  <message>
   <source>{stage} is already done and unchanged; skipped.</source>
   <translation>{stage} ist bereits erledigt und unverändert; übersprungen.</translation>
  </message>
  <message>
   <source>{stage} started.</source>
   <translation>{stage} gestartet.</translation>
  </message>
  <message>
   <source>{start} s: scene cut</source>
   <translation>{start} s: Szenenwechsel</translation>
  </message>
  <message>
   <source>{start} to {end} s: another person</source>
   <translation>{start} bis {end} s: andere Person</translation>
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
   <source>{start} to {end} s: poor or different lighting</source>
   <translation>{start} bis {end} s: schlechtes oder anderes Licht</translation>
  </message>
  <message>
   <source>{start} to {end} s: the face is blurred</source>
   <translation>{start} bis {end} s: das Gesicht ist unscharf</translation>
  </message>
  <message>
   <source>{start} to {end} s: the face is turned away</source>
   <translation>{start} bis {end} s: das Gesicht ist abgewandt</translation>
  </message>
  <message>
   <source>{start} to {end} s: the mouth is covered</source>
   <translation>{start} bis {end} s: der Mund ist verdeckt</translation>
  </message>
  <message>
   <source>{videos} videos, {jobs} at a time. Preprocessing one video uses two cores and up to {memory_gb} GB of memory; this machine has {cores} cores and {free_gb} GB free.</source>
   <translation>{videos} Videos, {jobs} gleichzeitig. Die Vorverarbeitung eines Videos braucht zwei Kerne und bis zu {memory_gb} GB Arbeitsspeicher; dieser Computer hat {cores} Kerne und {free_gb} GB frei.</translation>
  </message>
  <message>
   <source>“AI-generated” (EU AI Act)</source>
   <translation>„AI-generated“ (EU-KI-Verordnung)</translation>
  </message>
  <message>
   <source>“AI生成” (GB 45438-2025)</source>
   <translation>„AI生成“ (GB 45438-2025)</translation>
  </message>
  <message>
   <source>“synctalk addons list” shows the names.</source>
   <translation>„synctalk addons list“ zeigt die Namen.</translation>
  </message>
  <message>
   <source>“synctalk models list” shows which weights it knows and where to get them.</source>
   <translation>„synctalk models list“ zeigt, welche Gewichte bekannt sind und woher sie kommen.</translation>
  </message>
  <message>
   <source>“{name}” already has {what}: {path}.</source>
   <translation>„{name}“ hat bereits {what}: {path}.</translation>
  </message>
  <message>
   <source>“{name}” and “{other}” cannot be trained together: they differ in {what} ({one}, {two}).</source>
   <translation>„{name}“ und „{other}“ können nicht gemeinsam trainiert werden: Sie unterscheiden sich in {what} ({one}, {two}).</translation>
  </message>
  <message>
   <source>“{name}” cannot be exported as a LiveTalking avatar: {reason}.</source>
   <translation>„{name}“ lässt sich nicht als LiveTalking-Avatar exportieren: {reason}.</translation>
  </message>
  <message>
   <source>“{name}” cannot be exported for the research programs: {reason}.</source>
   <translation>„{name}“ lässt sich nicht für die Forschungsprogramme exportieren: {reason}.</translation>
  </message>
  <message>
   <source>“{name}” has no frames from {start} to {end}; its frames are numbered from 0, and it has {count}.</source>
   <translation>„{name}“ hat keine Frames von {start} bis {end}; die Frames sind ab 0 nummeriert, vorhanden sind {count}.</translation>
  </message>
  <message>
   <source>“{name}” has only {frames} usable frames; at least {needed} are needed.</source>
   <translation>„{name}“ hat nur {frames} brauchbare Frames; mindestens {needed} sind nötig.</translation>
  </message>
  <message>
   <source>“{name}” has {found} audio features, not {kind}: {path} is missing.</source>
   <translation>„{name}“ hat die Audiomerkmale {found}, nicht {kind}: {path} fehlt.</translation>
  </message>
  <message>
   <source>“{name}” has {pictures} frames, {landmarks} landmark files and features for {rows} frames; the first {used} frames are used.</source>
   <translation>„{name}“ hat {pictures} Frames, {landmarks} Landmarkendateien und Merkmale für {rows} Frames; die ersten {used} Frames werden verwendet.</translation>
  </message>
  <message>
   <source>“{name}” is already being trained on {device} (process {pid}, in {workspace}).</source>
   <translation>„{name}“ wird bereits auf {device} trainiert (Prozess {pid}, in {workspace}).</translation>
  </message>
  <message>
   <source>“{name}” is already trained: {epochs} epochs, best checkpoint {path}. Choose a longer time to continue.</source>
   <translation>„{name}“ ist bereits trainiert: {epochs} Epochen, bester Checkpoint {path}. Wählen Sie eine längere Zeit, um fortzufahren.</translation>
  </message>
  <message>
   <source>“{name}” is already trained: {epochs} epochs, best checkpoint {path}. More --epochs continue the training; --force starts a new one beside it.</source>
   <translation>„{name}“ ist bereits trainiert: {epochs} Epochen, bester Checkpoint {path}. Mehr --epochs setzen das Training fort; --force startet daneben ein neues.</translation>
  </message>
  <message>
   <source>“{name}” is also being trained on this CPU (process {pid}); both will be slow.</source>
   <translation>„{name}“ wird ebenfalls auf dieser CPU trainiert (Prozess {pid}); beide werden langsam.</translation>
  </message>
  <message>
   <source>“{name}” is incomplete, and the video {path} does not exist. Missing: {missing}.</source>
   <translation>„{name}“ ist unvollständig, und das Video {path} existiert nicht. Es fehlt: {missing}.</translation>
  </message>
  <message>
   <source>“{name}” no longer exists.</source>
   <translation>„{name}“ existiert nicht mehr.</translation>
  </message>
  <message>
   <source>“{name}” was trained with --{option} {found}; it cannot be continued with {wanted}.</source>
   <translation>„{name}“ wurde mit --{option} {found} trainiert; mit {wanted} lässt es sich nicht fortsetzen.</translation>
  </message>
  <message>
   <source>“{target}” cannot be opened: {reason}.</source>
   <translation>„{target}“ lässt sich nicht öffnen: {reason}.</translation>
  </message>
 </context>
 <context>
  <name>ExclusionBar</name>
  <message>
   <source>Drag across the timeline to select frames</source>
   <translation>Auf der Zeitleiste ziehen, um Frames auszuwählen</translation>
  </message>
  <message>
   <source>Exclude</source>
   <translation>Ausschließen</translation>
  </message>
  <message>
   <source>Exclude flagged frames</source>
   <translation>Auffällige Frames ausschließen</translation>
  </message>
  <message>
   <source>Exclude the selected frames (X)</source>
   <translation>Ausgewählte Frames ausschließen (X)</translation>
  </message>
  <message>
   <source>Flagged frames</source>
   <translation>Auffällige Frames</translation>
  </message>
  <message>
   <source>Include</source>
   <translation>Einschließen</translation>
  </message>
  <message>
   <source>Include the selected frames ({keys})</source>
   <translation>Ausgewählte Frames einschließen ({keys})</translation>
  </message>
  <message>
   <source>No flagged frames</source>
   <translation>Keine auffälligen Frames</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>{n} frames are excluded from the next training</source>
   <translation>{n} Frames vom nächsten Training ausgeschlossen</translation>
  </message>
  <message>
   <source>{n} frames selected</source>
   <translation>{n} Frames ausgewählt</translation>
  </message>
  <message>
   <source>{what}: {n} frames</source>
   <translation>{what}: {n} Frames</translation>
  </message>
 </context>
 <context>
  <name>FaceChooser</name>
  <message>
   <source>Choose the face</source>
   <translation>Gesicht wählen</translation>
  </message>
  <message>
   <source>Person {index}: {duration} on screen</source>
   <translation>Person {index}: {duration} im Bild</translation>
  </message>
 </context>
 <context>
  <name>Findings</name>
  <message>
   <source>A face was found in all {frames} frames.</source>
   <translation>In allen {frames} Frames wurde ein Gesicht gefunden.</translation>
  </message>
  <message>
   <source>A face was found in {faces} of {frames} frames.</source>
   <translation>In {faces} von {frames} Frames wurde ein Gesicht gefunden.</translation>
  </message>
  <message>
   <source>This video is ready to use.</source>
   <translation>Dieses Video ist gut geeignet.</translation>
  </message>
  <message>
   <source>{duration} of video, {width} × {height} pixels, {fps} fps.</source>
   <translation>{duration} Video, {width} × {height} Pixel, {fps} fps.</translation>
  </message>
 </context>
 <context>
  <name>FindingsPanel</name>
  <message>
   <source>Check again</source>
   <translation>Erneut prüfen</translation>
  </message>
  <message>
   <source>Don't correct</source>
   <translation>Nicht korrigieren</translation>
  </message>
  <message>
   <source>Install…</source>
   <translation>Installieren…</translation>
  </message>
  <message>
   <source>Use Moonshine</source>
   <translation>Moonshine verwenden</translation>
  </message>
  <message>
   <source>Video check</source>
   <translation>Videoprüfung</translation>
  </message>
 </context>
 <context>
  <name>FrameExportMenu</name>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Export a frame or a strip of frames</source>
   <translation>Einen Frame oder einen Frame-Streifen exportieren</translation>
  </message>
  <message>
   <source>Export image</source>
   <translation>Bild exportieren</translation>
  </message>
  <message>
   <source>Image (*.png)</source>
   <translation>Bild (*.png)</translation>
  </message>
  <message>
   <source>Saved {file}.</source>
   <translation>{file} gespeichert.</translation>
  </message>
  <message>
   <source>Strip of frames (PNG)…</source>
   <translation>Frame-Streifen (PNG)…</translation>
  </message>
  <message>
   <source>This frame (PNG)…</source>
   <translation>Dieser Frame (PNG)…</translation>
  </message>
  <message>
   <source>frame</source>
   <translation>Frame</translation>
  </message>
  <message>
   <source>strip</source>
   <translation>Streifen</translation>
  </message>
 </context>
 <context>
  <name>FramePlayer</name>
  <message>
   <source>Cannot read frame {n}.</source>
   <translation>Frame {n} kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>Cannot read the clip.</source>
   <translation>Der Clip kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>Crop box</source>
   <translation>Ausschnitt</translation>
  </message>
  <message>
   <source>Landmarks</source>
   <translation>Landmarken</translation>
  </message>
  <message>
   <source>No frames yet.</source>
   <translation>Noch keine Frames.</translation>
  </message>
  <message>
   <source>Reading the clip…</source>
   <translation>Clip wird gelesen…</translation>
  </message>
  <message>
   <source>Show the 110 facial landmarks</source>
   <translation>Die 110 Landmarken des Gesichts anzeigen</translation>
  </message>
  <message>
   <source>Show the crop that the model sees</source>
   <translation>Den Ausschnitt anzeigen, den das Modell sieht</translation>
  </message>
  <message>
   <source>validation</source>
   <translation>Validierung</translation>
  </message>
 </context>
 <context>
  <name>FrameView</name>
  <message>
   <source>Image</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>no face: interpolated</source>
   <translation>kein Gesicht: interpoliert</translation>
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
   <translation>Import: {name}</translation>
  </message>
  <message>
   <source>Importing {name}, {n} more</source>
   <translation>Import: {name}, {n} weitere</translation>
  </message>
 </context>
 <context>
  <name>ImportDialog</name>
  <message>
   <source>Add to “{name}”</source>
   <translation>Zu „{name}“ hinzufügen</translation>
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
   <source>Exported project</source>
   <translation>Exportiertes Projekt</translation>
  </message>
  <message>
   <source>Found {n} items to import.</source>
   <translation>{n} Elemente zum Importieren gefunden.</translation>
  </message>
  <message>
   <source>Found: {what}</source>
   <translation>Gefunden: {what}</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message>
   <source>Link to original location: uses no disk space, but the files must stay there</source>
   <translation>Nur verknüpfen: spart Speicherplatz, Dateien müssen dort bleiben</translation>
  </message>
  <message>
   <source>New project “{name}”</source>
   <translation>Neues Projekt „{name}“</translation>
  </message>
  <message>
   <source>Open as workspace</source>
   <translation>Als Arbeitsbereich öffnen</translation>
  </message>
  <message>
   <source>Open the folder and work in it. Nothing is copied.</source>
   <translation>Den Ordner öffnen und darin arbeiten. Es wird nichts kopiert.</translation>
  </message>
  <message>
   <source>Preprocessed video</source>
   <translation>Vorverarbeitetes Video</translation>
  </message>
  <message>
   <source>Project of the model {name}</source>
   <translation>Projekt des Modells {name}</translation>
  </message>
  <message>
   <source>Trained model</source>
   <translation>Trainiertes Modell</translation>
  </message>
 </context>
 <context>
  <name>ImportView</name>
  <message>
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message>
   <source>Import finished.</source>
   <translation>Import abgeschlossen.</translation>
  </message>
  <message>
   <source>Import folder</source>
   <translation>Ordner importieren</translation>
  </message>
  <message>
   <source>No video, project or model found.</source>
   <translation>Kein Video, Projekt oder Modell gefunden.</translation>
  </message>
  <message>
   <source>Videos, models and exported projects ({patterns});;All files (*)</source>
   <translation>Videos, Modelle und exportierte Projekte ({patterns});;Alle Dateien (*)</translation>
  </message>
  <message>
   <source>{n} imports finished.</source>
   <translation>{n} Importe abgeschlossen.</translation>
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
   <translation>Modell importieren</translation>
  </message>
  <message>
   <source>Skip</source>
   <translation>Überspringen</translation>
  </message>
  <message>
   <source>The file does not tell. With the wrong features, the lips would not match the audio. Most models of the research code were trained with AVE or HuBERT.</source>
   <translation>Die Datei enthält diese Angabe nicht. Mit den falschen Merkmalen würden die Lippen nicht zum Audio passen. Die meisten Modelle des Forschungscodes wurden mit AVE oder HuBERT trainiert.</translation>
  </message>
  <message>
   <source>Which audio features was “{name}” trained with?</source>
   <translation>Mit welchen Audiomerkmalen wurde „{name}“ trainiert?</translation>
  </message>
 </context>
 <context>
  <name>LiveFrame</name>
  <message>
   <source>Frames appear here as they are extracted.</source>
   <translation>Hier erscheinen die Frames, während sie extrahiert werden.</translation>
  </message>
 </context>
 <context>
  <name>LivePreview</name>
  <message>
   <source>Live preview</source>
   <translation>Live-Vorschau</translation>
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
  <name>LossCanvas</name>
  <message>
   <source>Step</source>
   <translation>Schritt</translation>
  </message>
 </context>
 <context>
  <name>LossOverlay</name>
  <message>
   <source>All series are hidden.</source>
   <translation>Alle Kurven sind ausgeblendet.</translation>
  </message>
  <message>
   <source>No metrics yet.</source>
   <translation>Noch keine Messwerte.</translation>
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
   <source>from step {n}: {text}</source>
   <translation>ab Schritt {n}: {text}</translation>
  </message>
  <message>
   <source>saved</source>
   <translation>gespeichert</translation>
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
   <source>{name}: now {last}, range {low} to {high}</source>
   <translation>{name}: aktuell {last}, Bereich {low} bis {high}</translation>
  </message>
 </context>
 <context>
  <name>LossPlot</name>
  <message>
   <source>Chart of losses over training steps</source>
   <translation>Diagramm der Verluste über die Trainingsschritte</translation>
  </message>
  <message>
   <source>Compare run…</source>
   <translation>Lauf vergleichen…</translation>
  </message>
  <message>
   <source>Compare with another run</source>
   <translation>Mit einem anderen Lauf vergleichen</translation>
  </message>
  <message>
   <source>Data (CSV)…</source>
   <translation>Daten (CSV)…</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Export chart</source>
   <translation>Diagramm exportieren</translation>
  </message>
  <message>
   <source>Export data</source>
   <translation>Daten exportieren</translation>
  </message>
  <message>
   <source>Export image or data</source>
   <translation>Bild oder Daten exportieren</translation>
  </message>
  <message>
   <source>Image (*.png)</source>
   <translation>Bild (*.png)</translation>
  </message>
  <message>
   <source>Image (PNG)…</source>
   <translation>Bild (PNG)…</translation>
  </message>
  <message>
   <source>Log scale</source>
   <translation>Log-Skala</translation>
  </message>
  <message>
   <source>Logarithmic axis</source>
   <translation>Logarithmische Achse</translation>
  </message>
  <message>
   <source>Remove {name}</source>
   <translation>{name} entfernen</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>Alles anzeigen</translation>
  </message>
  <message>
   <source>Show or hide {name}</source>
   <translation>{name} ein- oder ausblenden</translation>
  </message>
  <message>
   <source>Show the whole run</source>
   <translation>Gesamten Lauf anzeigen</translation>
  </message>
  <message>
   <source>Smoothing</source>
   <translation>Glättung</translation>
  </message>
  <message>
   <source>Smoothing of the lines</source>
   <translation>Glättung der Kurven</translation>
  </message>
  <message>
   <source>Smoothing {weight}</source>
   <translation>Glättung {weight}</translation>
  </message>
  <message>
   <source>Table (*.csv)</source>
   <translation>Tabelle (*.csv)</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Go to Render</source>
   <translation>Zum Rendern</translation>
  </message>
  <message>
   <source>Import a video first, then drop what it is to say.</source>
   <translation>Zuerst ein Video importieren, dann das Audio ablegen, das gesprochen werden soll.</translation>
  </message>
  <message>
   <source>Open workspace</source>
   <translation>Arbeitsbereich öffnen</translation>
  </message>
  <message>
   <source>Render anyway</source>
   <translation>Trotzdem rendern</translation>
  </message>
  <message>
   <source>Report saved. Read it before you share it.</source>
   <translation>Bericht gespeichert. Vor dem Weitergeben durchlesen.</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Saving and stopping. The window closes when that is done.</source>
   <translation>Wird gespeichert und gestoppt. Danach schließt sich das Fenster.</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Anzeige</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Im Ordner anzeigen</translation>
  </message>
  <message>
   <source>Show next step</source>
   <translation>Nächsten Schritt zeigen</translation>
  </message>
  <message>
   <source>Show queue</source>
   <translation>Warteschlange anzeigen</translation>
  </message>
  <message>
   <source>Show video</source>
   <translation>Video zeigen</translation>
  </message>
  <message>
   <source>The sample clip is in the queue.</source>
   <translation>Der Beispielclip ist in der Warteschlange.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>{n} jobs are in the queue.</source>
   <translation>{n} Aufträge sind in der Warteschlange.</translation>
  </message>
  <message>
   <source>{n} videos imported.</source>
   <translation>{n} Videos importiert.</translation>
  </message>
  <message>
   <source>“{name}” is already imported.</source>
   <translation>„{name}“ ist bereits importiert.</translation>
  </message>
  <message>
   <source>“{name}” is imported.</source>
   <translation>„{name}“ ist importiert.</translation>
  </message>
  <message>
   <source>“{name}” will say {files}.</source>
   <translation>„{name}“ wird {files} sprechen.</translation>
  </message>
 </context>
 <context>
  <name>Menus</name>
  <message>
   <source>&amp;About SyncTalk Studio</source>
   <translation>&amp;Über SyncTalk Studio</translation>
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
   <source>&amp;Import…</source>
   <translation>&amp;Importieren…</translation>
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
   <source>&amp;Model weights…</source>
   <translation>&amp;Modellgewichte…</translation>
  </message>
  <message>
   <source>&amp;Name</source>
   <translation>&amp;Name</translation>
  </message>
  <message>
   <source>&amp;Paste</source>
   <translation>&amp;Einfügen</translation>
  </message>
  <message>
   <source>&amp;Preprocess</source>
   <translation>&amp;Vorverarbeiten</translation>
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
   <translation>Zuletzt &amp;geöffnete Arbeitsbereiche</translation>
  </message>
  <message>
   <source>&amp;Render</source>
   <translation>&amp;Rendern</translation>
  </message>
  <message>
   <source>&amp;Search projects</source>
   <translation>&amp;Projekte suchen</translation>
  </message>
  <message>
   <source>&amp;Settings…</source>
   <translation>Ein&amp;stellungen…</translation>
  </message>
  <message>
   <source>&amp;Train</source>
   <translation>&amp;Trainieren</translation>
  </message>
  <message>
   <source>&amp;Try the sample clip</source>
   <translation>Beispiel&amp;clip ausprobieren</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>&amp;Ansicht</translation>
  </message>
  <message>
   <source>Import &amp;folder…</source>
   <translation>&amp;Ordner importieren…</translation>
  </message>
  <message>
   <source>Match &amp;system</source>
   <translation>Wie &amp;System</translation>
  </message>
  <message>
   <source>None yet</source>
   <translation>Noch keine</translation>
  </message>
  <message>
   <source>Open &amp;workspace…</source>
   <translation>&amp;Arbeitsbereich öffnen…</translation>
  </message>
  <message>
   <source>Pre&amp;view</source>
   <translation>Vor&amp;schau</translation>
  </message>
  <message>
   <source>R&amp;efresh</source>
   <translation>Akt&amp;ualisieren</translation>
  </message>
  <message>
   <source>R&amp;eset panes</source>
   <translation>Bereiche &amp;zurücksetzen</translation>
  </message>
  <message>
   <source>Recording &amp;guide</source>
   <translation>Aufnahmean&amp;leitung</translation>
  </message>
  <message>
   <source>S&amp;ort projects by</source>
   <translation>Projekte s&amp;ortieren nach</translation>
  </message>
  <message>
   <source>Save a &amp;report…</source>
   <translation>&amp;Bericht speichern…</translation>
  </message>
  <message>
   <source>Show or hide project &amp;list</source>
   <translation>Projekt&amp;liste ein- oder ausblenden</translation>
  </message>
  <message>
   <source>Show wor&amp;kspace folder</source>
   <translation>Arbeitsbereichsordner an&amp;zeigen</translation>
  </message>
  <message>
   <source>T&amp;heme</source>
   <translation>&amp;Design</translation>
  </message>
  <message>
   <source>Tras&amp;h…</source>
   <translation>Papier&amp;korb…</translation>
  </message>
 </context>
 <context>
  <name>Metrics</name>
  <message>
   <source>Adversarial</source>
   <translation>Adversarial</translation>
  </message>
  <message>
   <source>Average mouth</source>
   <translation>Durchschnittsmund</translation>
  </message>
  <message>
   <source>Discriminator</source>
   <translation>Diskriminator</translation>
  </message>
  <message>
   <source>Feature matching</source>
   <translation>Feature-Matching</translation>
  </message>
  <message>
   <source>Fine detail begins</source>
   <translation>Feine Details beginnen</translation>
  </message>
  <message>
   <source>Full image</source>
   <translation>Ganzes Bild</translation>
  </message>
  <message>
   <source>Model losses</source>
   <translation>Modellverluste</translation>
  </message>
  <message>
   <source>Mouth</source>
   <translation>Mund</translation>
  </message>
  <message>
   <source>Mouth shape</source>
   <translation>Mundform</translation>
  </message>
  <message>
   <source>Mouth, shifted audio</source>
   <translation>Mund, verschobenes Audio</translation>
  </message>
  <message>
   <source>Perceptual</source>
   <translation>Perzeptuell</translation>
  </message>
  <message>
   <source>Sync</source>
   <translation>Sync</translation>
  </message>
  <message>
   <source>SyncNet losses</source>
   <translation>SyncNet-Verluste</translation>
  </message>
  <message>
   <source>Temporal</source>
   <translation>Zeitlich</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>Validation PSNR (dB)</source>
   <translation>Validierungs-PSNR (dB)</translation>
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
  <name>NotOpenedDialog</name>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Copy path</source>
   <translation>Pfad kopieren</translation>
  </message>
  <message>
   <source>It was moved, renamed or deleted: {path}</source>
   <translation>Verschoben, umbenannt oder gelöscht: {path}</translation>
  </message>
  <message>
   <source>No program could open “{name}”.</source>
   <translation>Kein Programm konnte „{name}“ öffnen.</translation>
  </message>
  <message>
   <source>Not opened</source>
   <translation>Nicht geöffnet</translation>
  </message>
  <message>
   <source>Open it in your file manager; this is where it is: {path}</source>
   <translation>In der Dateiverwaltung öffnen; der Ort ist: {path}</translation>
  </message>
  <message>
   <source>“{name}” is no longer there.</source>
   <translation>„{name}“ ist nicht mehr da.</translation>
  </message>
 </context>
 <context>
  <name>OptionForm</name>
  <message>
   <source>Advanced · {n} changed ▸</source>
   <translation>Erweitert · {n} geändert ▸</translation>
  </message>
  <message>
   <source>Advanced ▸</source>
   <translation>Erweitert ▸</translation>
  </message>
  <message>
   <source>Advanced ▾</source>
   <translation>Erweitert ▾</translation>
  </message>
  <message>
   <source>More options</source>
   <translation>Weitere Optionen</translation>
  </message>
  <message>
   <source>{help} {choice}: {meaning}.</source>
   <translation>{help} {choice}: {meaning}.</translation>
  </message>
 </context>
 <context>
  <name>PreprocessForm</name>
  <message>
   <source>Change the length of the training</source>
   <translation>Länge des Trainings ändern</translation>
  </message>
  <message>
   <source>Change…</source>
   <translation>Ändern …</translation>
  </message>
  <message>
   <source>Disk space</source>
   <translation>Speicherplatz</translation>
  </message>
  <message>
   <source>Epochs: {n}</source>
   <translation>Epochen: {n}</translation>
  </message>
  <message>
   <source>How long “Make avatar” trains; set it on the Train page</source>
   <translation>Wie lange „Avatar erstellen“ trainiert; auf der Seite „Trainieren“ einstellbar</translation>
  </message>
  <message>
   <source>Speech</source>
   <translation>Sprachaufnahme</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>Video</source>
   <translation>Video</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>unbekannt</translation>
  </message>
  <message>
   <source>{needed} ({free} free)</source>
   <translation>{needed} ({free} frei)</translation>
  </message>
  <message>
   <source>“Make avatar” preprocesses the video and trains a model. Add a speech to get a talking video too.</source>
   <translation>„Avatar erstellen“ vorverarbeitet das Video und trainiert ein Modell. Fügen Sie Sprache hinzu, um auch ein sprechendes Video zu erhalten.</translation>
  </message>
  <message>
   <source>“Make avatar” preprocesses the video, trains a model and renders {files}.</source>
   <translation>„Avatar erstellen“ vorverarbeitet das Video, trainiert ein Modell und rendert {files}.</translation>
  </message>
 </context>
 <context>
  <name>PreprocessPage</name>
  <message>
   <source>Avatar</source>
   <translation>Avatar</translation>
  </message>
  <message>
   <source>Checking face, audio and sharpness before you spend hours training.</source>
   <translation>Gesicht, Audio und Schärfe werden geprüft, bevor das Training Stunden kostet.</translation>
  </message>
  <message>
   <source>Checking video…</source>
   <translation>Video wird geprüft…</translation>
  </message>
  <message>
   <source>Drop a video into the window to create a project.</source>
   <translation>Ein Video ins Fenster ziehen, um ein Projekt anzulegen.</translation>
  </message>
  <message>
   <source>How to record</source>
   <translation>Aufnahmetipps</translation>
  </message>
  <message>
   <source>In queue</source>
   <translation>In der Warteschlange</translation>
  </message>
  <message>
   <source>Light, distance, silence, minutes</source>
   <translation>Licht, Abstand, Stille, Minuten</translation>
  </message>
  <message>
   <source>Locate video</source>
   <translation>Video suchen</translation>
  </message>
  <message>
   <source>Locate video…</source>
   <translation>Video suchen…</translation>
  </message>
  <message>
   <source>Make avatar</source>
   <translation>Avatar erstellen</translation>
  </message>
  <message>
   <source>No video</source>
   <translation>Kein Video</translation>
  </message>
  <message>
   <source>Preprocess</source>
   <translation>Vorverarbeiten</translation>
  </message>
  <message>
   <source>Preprocess again</source>
   <translation>Erneut vorverarbeiten</translation>
  </message>
  <message>
   <source>Preprocesses and trains, then renders the speech if there is one</source>
   <translation>Verarbeitet vor, trainiert und rendert dann die Sprachaufnahme, falls es eine gibt</translation>
  </message>
  <message>
   <source>Preprocessing</source>
   <translation>Vorverarbeitung</translation>
  </message>
  <message>
   <source>Render…</source>
   <translation>Rendern…</translation>
  </message>
  <message>
   <source>Resume preprocessing</source>
   <translation>Vorverarbeitung fortsetzen</translation>
  </message>
  <message>
   <source>Sample clip</source>
   <translation>Beispielclip</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Stoppen</translation>
  </message>
  <message>
   <source>The source video of this project is unknown</source>
   <translation>Das Quellvideo dieses Projekts ist unbekannt</translation>
  </message>
  <message>
   <source>There is not enough disk space for the frames</source>
   <translation>Der Speicherplatz reicht für die Frames nicht</translation>
  </message>
  <message>
   <source>This step is already running or queued</source>
   <translation>Dieser Schritt läuft bereits oder wartet</translation>
  </message>
  <message>
   <source>This step starts when its device is free.</source>
   <translation>Dieser Schritt startet, sobald sein Gerät frei ist.</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>Zeitleiste</translation>
  </message>
  <message>
   <source>Training is running or queued</source>
   <translation>Ein Training läuft oder wartet</translation>
  </message>
  <message>
   <source>Train…</source>
   <translation>Trainieren…</translation>
  </message>
  <message>
   <source>Video check</source>
   <translation>Videoprüfung</translation>
  </message>
  <message>
   <source>Videos ({patterns});;All files (*)</source>
   <translation>Videos ({patterns});;Alle Dateien (*)</translation>
  </message>
  <message>
   <source>{file} is no longer there. Choose the speech again.</source>
   <translation>{file} ist nicht mehr da. Die Sprachaufnahme erneut wählen.</translation>
  </message>
 </context>
 <context>
  <name>PreviewPage</name>
  <message>
   <source>After preprocessing you can step through the frames here, with landmarks and crop box. After training you can compare the generated mouth with the real one.</source>
   <translation>Nach der Vorverarbeitung lassen sich hier die Frames mit Landmarken und Ausschnitt ansehen. Nach dem Training lässt sich der generierte Mund mit dem echten vergleichen.</translation>
  </message>
  <message>
   <source>Available after training</source>
   <translation>Nach dem Training verfügbar</translation>
  </message>
  <message>
   <source>Epoch {n} is in the queue</source>
   <translation>Epoche {n} ist in der Warteschlange</translation>
  </message>
  <message>
   <source>Generating epoch {n}…</source>
   <translation>Epoche {n} wird generiert…</translation>
  </message>
  <message>
   <source>Go to Preprocess</source>
   <translation>Zur Vorverarbeitung</translation>
  </message>
  <message>
   <source>Nothing to preview yet</source>
   <translation>Noch keine Vorschau</translation>
  </message>
  <message>
   <source>Render…</source>
   <translation>Rendern…</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Anzeige</translation>
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
   <source>Validation frames</source>
   <translation>Validierungsframes</translation>
  </message>
  <message>
   <source>Whole clip</source>
   <translation>Ganzer Clip</translation>
  </message>
 </context>
 <context>
  <name>ProblemBanner</name>
  <message>
   <source>Install weights…</source>
   <translation>Gewichte installieren…</translation>
  </message>
  <message>
   <source>Locate video…</source>
   <translation>Video suchen…</translation>
  </message>
  <message>
   <source>Open log</source>
   <translation>Protokoll öffnen</translation>
  </message>
  <message>
   <source>Resume on the CPU</source>
   <translation>Auf der CPU fortsetzen</translation>
  </message>
  <message>
   <source>Resume with a lower learning rate</source>
   <translation>Mit kleinerer Lernrate fortsetzen</translation>
  </message>
  <message>
   <source>Start a new training</source>
   <translation>Neues Training starten</translation>
  </message>
  <message>
   <source>Start when it is free</source>
   <translation>Starten, sobald es frei ist</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
 </context>
 <context>
  <name>ProblemDialog</name>
  <message>
   <source>An internal error occurred in the window.</source>
   <translation>Im Fenster ist ein interner Fehler aufgetreten.</translation>
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
   <source>Details were saved to {path}.</source>
   <translation>Einzelheiten wurden in {path} gespeichert.</translation>
  </message>
  <message>
   <source>Details were saved. A report includes them, with paths and names removed.</source>
   <translation>Einzelheiten wurden gespeichert. Ein Bericht enthält sie, ohne Pfade und Namen.</translation>
  </message>
  <message>
   <source>It may have crashed, lost power or been closed. Jobs were not affected: they run in separate processes, and running jobs are shown in the list.</source>
   <translation>Mögliche Ursachen sind ein Absturz, ein Stromausfall oder das erzwungene Beenden. Aufträge sind nicht betroffen: Sie laufen in eigenen Prozessen, und was noch läuft, steht in der Liste.</translation>
  </message>
  <message>
   <source>Jobs are not affected: they run in separate processes. You can continue. If something looks wrong, restart the program.</source>
   <translation>Aufträge sind nicht betroffen: Sie laufen in eigenen Prozessen. Es kann weitergehen. Wenn etwas falsch aussieht, das Programm neu starten.</translation>
  </message>
  <message>
   <source>Open log</source>
   <translation>Protokoll öffnen</translation>
  </message>
  <message>
   <source>Save a report…</source>
   <translation>Bericht speichern…</translation>
  </message>
  <message>
   <source>Something went wrong</source>
   <translation>Etwas ist schiefgegangen</translation>
  </message>
  <message>
   <source>The last session, started {when}, ended unexpectedly.</source>
   <translation>Die letzte Sitzung, begonnen {when}, wurde unerwartet beendet.</translation>
  </message>
 </context>
 <context>
  <name>ProjectActions</name>
  <message>
   <source>A job is running on “{name}”. Stop it first.</source>
   <translation>Für „{name}“ läuft ein Auftrag. Diesen zuerst stoppen.</translation>
  </message>
  <message>
   <source>Copies the preprocessed video and the models into a new project.</source>
   <translation>Kopiert das vorverarbeitete Video und die Modelle in ein neues Projekt.</translation>
  </message>
  <message>
   <source>Created “{name}”.</source>
   <translation>„{name}“ angelegt.</translation>
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
   <source>Move {n} projects to Trash</source>
   <translation>{n} Projekte in den Papierkorb verschieben</translation>
  </message>
  <message>
   <source>Move “{name}” to Trash</source>
   <translation>„{name}“ in den Papierkorb verschieben</translation>
  </message>
  <message>
   <source>Moved {n} projects to Trash.</source>
   <translation>{n} Projekte in den Papierkorb verschoben.</translation>
  </message>
  <message>
   <source>Moved “{name}” to Trash.</source>
   <translation>„{name}“ in den Papierkorb verschoben.</translation>
  </message>
  <message>
   <source>New name for “{name}”</source>
   <translation>Neuer Name für „{name}“</translation>
  </message>
  <message>
   <source>Permanently deleted {n} items.</source>
   <translation>{n} Objekte endgültig gelöscht.</translation>
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
   <source>Renamed “{name}” to “{new}”.</source>
   <translation>„{name}“ in „{new}“ umbenannt.</translation>
  </message>
  <message>
   <source>Restored {n} items.</source>
   <translation>{n} Objekte wiederhergestellt.</translation>
  </message>
  <message>
   <source>Restored “{name}”.</source>
   <translation>„{name}“ wiederhergestellt.</translation>
  </message>
  <message>
   <source>“{name}” is being imported.</source>
   <translation>„{name}“ wird importiert.</translation>
  </message>
  <message>
   <source>“{name}” is in the queue. Remove it from the queue first.</source>
   <translation>„{name}“ ist in der Warteschlange. Zuerst daraus entfernen.</translation>
  </message>
 </context>
 <context>
  <name>ProjectMenu</name>
  <message>
   <source>&amp;Duplicate…</source>
   <translation>&amp;Duplizieren…</translation>
  </message>
  <message>
   <source>&amp;Move to Trash</source>
   <translation>In den Papier&amp;korb verschieben</translation>
  </message>
  <message>
   <source>&amp;Preprocess</source>
   <translation>&amp;Vorverarbeiten</translation>
  </message>
  <message>
   <source>&amp;Project</source>
   <translation>&amp;Projekt</translation>
  </message>
  <message>
   <source>&amp;Rename…</source>
   <translation>&amp;Umbenennen…</translation>
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
   <source>Make &amp;avatar</source>
   <translation>Avatar &amp;erstellen</translation>
  </message>
  <message>
   <source>R&amp;efresh</source>
   <translation>&amp;Aktualisieren</translation>
  </message>
  <message>
   <source>Show in &amp;folder</source>
   <translation>Im &amp;Ordner anzeigen</translation>
  </message>
 </context>
 <context>
  <name>ProjectStage</name>
  <message>
   <source>Cannot be used</source>
   <translation>Nicht verwendbar</translation>
  </message>
  <message>
   <source>Check failed</source>
   <translation>Prüfung fehlgeschlagen</translation>
  </message>
  <message>
   <source>Check warnings</source>
   <translation>Warnungen prüfen</translation>
  </message>
  <message>
   <source>Empty</source>
   <translation>Leer</translation>
  </message>
  <message>
   <source>Evaluating</source>
   <translation>Auswertung</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Fehlgeschlagen</translation>
  </message>
  <message>
   <source>Interrupted · can resume</source>
   <translation>Unterbrochen · fortsetzbar</translation>
  </message>
  <message>
   <source>Live</source>
   <translation>Live</translation>
  </message>
  <message>
   <source>Model not ready</source>
   <translation>Modell nicht bereit</translation>
  </message>
  <message>
   <source>Not preprocessed</source>
   <translation>Nicht vorverarbeitet</translation>
  </message>
  <message>
   <source>Preprocessing</source>
   <translation>Vorverarbeitung</translation>
  </message>
  <message>
   <source>Preprocessing and training</source>
   <translation>Vorverarbeitung und Training</translation>
  </message>
  <message>
   <source>Preprocessing failed</source>
   <translation>Vorverarbeitung fehlgeschlagen</translation>
  </message>
  <message>
   <source>Ready to render</source>
   <translation>Bereit zum Rendern</translation>
  </message>
  <message>
   <source>Ready to train</source>
   <translation>Bereit zum Training</translation>
  </message>
  <message>
   <source>Rendering</source>
   <translation>Rendern</translation>
  </message>
  <message>
   <source>Rendering failed</source>
   <translation>Rendern fehlgeschlagen</translation>
  </message>
  <message>
   <source>Sample clip</source>
   <translation>Beispielclip</translation>
  </message>
  <message>
   <source>Speed test</source>
   <translation>Leistungstest</translation>
  </message>
  <message>
   <source>Trained · epoch {n}</source>
   <translation>Trainiert · Epoche {n}</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>Training failed</source>
   <translation>Training fehlgeschlagen</translation>
  </message>
  <message>
   <source>Weights missing</source>
   <translation>Gewichte fehlen</translation>
  </message>
  <message>
   <source>Working</source>
   <translation>In Arbeit</translation>
  </message>
  <message>
   <source>Writing strips</source>
   <translation>Streifen schreiben</translation>
  </message>
  <message>
   <source>{doing} · paused</source>
   <translation>{doing} · pausiert</translation>
  </message>
  <message>
   <source>{doing} · stopping</source>
   <translation>{doing} · wird gestoppt</translation>
  </message>
  <message>
   <source>{doing}…</source>
   <translation>{doing}…</translation>
  </message>
 </context>
 <context>
  <name>ProjectsModel</name>
  <message>
   <source>Last changed {when}</source>
   <translation>Zuletzt geändert {when}</translation>
  </message>
  <message>
   <source>one video warning</source>
   <translation>eine Warnung zum Video</translation>
  </message>
  <message>
   <source>{n} video warnings</source>
   <translation>{n} Warnungen zum Video</translation>
  </message>
 </context>
 <context>
  <name>QualityBar</name>
  <message>
   <source>Lip sync of each second</source>
   <translation>Lippensynchronität jeder Sekunde</translation>
  </message>
  <message>
   <source>in sync</source>
   <translation>synchron</translation>
  </message>
  <message>
   <source>not measured</source>
   <translation>nicht gemessen</translation>
  </message>
  <message>
   <source>score {value}</source>
   <translation>Bewertung {value}</translation>
  </message>
  <message>
   <source>weak lip sync</source>
   <translation>schwache Lippensynchronität</translation>
  </message>
 </context>
 <context>
  <name>QueueDialog</name>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Dismiss</source>
   <translation>Ausblenden</translation>
  </message>
  <message>
   <source>Earlier</source>
   <translation>Früher ausführen</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Fehlgeschlagen</translation>
  </message>
  <message>
   <source>In queue</source>
   <translation>In der Warteschlange</translation>
  </message>
  <message>
   <source>In queue (paused)</source>
   <translation>In der Warteschlange (pausiert)</translation>
  </message>
  <message>
   <source>Later</source>
   <translation>Später ausführen</translation>
  </message>
  <message>
   <source>No jobs</source>
   <translation>Keine Aufträge</translation>
  </message>
  <message>
   <source>Open log</source>
   <translation>Protokoll öffnen</translation>
  </message>
  <message>
   <source>Pause queue</source>
   <translation>Warteschlange pausieren</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>Warteschlange</translation>
  </message>
  <message>
   <source>Remove from queue</source>
   <translation>Aus der Warteschlange entfernen</translation>
  </message>
  <message>
   <source>Running</source>
   <translation>Aktiv</translation>
  </message>
  <message>
   <source>Running jobs continue; no new job starts</source>
   <translation>Laufende Aufträge laufen weiter; neue starten nicht</translation>
  </message>
  <message>
   <source>Select several projects in the list and choose Make avatar in the Project menu. They run one after another, or one on each device.</source>
   <translation>In der Liste mehrere Projekte auswählen und im Menü „Projekt“ „Avatar erstellen“ wählen. Sie laufen nacheinander oder je eines pro Gerät.</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Undo: {name}</source>
   <translation>Rückgängig: {name}</translation>
  </message>
  <message>
   <source>resumes</source>
   <translation>wird fortgesetzt</translation>
  </message>
  <message>
   <source>{name} · removed from the queue</source>
   <translation>{name} · aus der Warteschlange entfernt</translation>
  </message>
 </context>
 <context>
  <name>Recorder</name>
  <message>
   <source>No audio was recorded. Check that the microphone is on and allowed.</source>
   <translation>Es wurde kein Audio aufgenommen. Prüfen, ob das Mikrofon eingeschaltet und der Zugriff erlaubt ist.</translation>
  </message>
  <message>
   <source>The microphone could not be opened. Check that access is allowed.</source>
   <translation>Das Mikrofon konnte nicht geöffnet werden. Prüfen, ob der Zugriff erlaubt ist.</translation>
  </message>
 </context>
 <context>
  <name>RecordingGuide</name>
  <message>
   <source>A window behind the camera is good. Avoid sun, lamps from the side and automatic exposure.</source>
   <translation>Ein Fenster hinter der Kamera ist gut. Sonne, seitliche Lampen und Belichtungsautomatik vermeiden.</translation>
  </message>
  <message>
   <source>Audio: a microphone near the mouth, a quiet room, no music and no second voice.</source>
   <translation>Audio: ein Mikrofon nah am Mund, ein ruhiger Raum, keine Musik und keine zweite Stimme.</translation>
  </message>
  <message>
   <source>Camera: on a tripod, at eye level, in focus, 25 frames per second or more.</source>
   <translation>Kamera: auf einem Stativ, auf Augenhöhe, scharf gestellt, 25 Frames pro Sekunde oder mehr.</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Cut away everything in which the person does not speak to the camera.</source>
   <translation>Alles herausschneiden, in dem die Person nicht in die Kamera spricht.</translation>
  </message>
  <message>
   <source>Distance: the face should be at least 250 pixels wide.</source>
   <translation>Abstand: Das Gesicht sollte mindestens 250 Pixel breit sein.</translation>
  </message>
  <message>
   <source>Half a minute is enough to try it. Read any text, and speak as the avatar is to speak.</source>
   <translation>Zum Ausprobieren reicht eine halbe Minute. Einen beliebigen Text lesen und so sprechen, wie der Avatar sprechen soll.</translation>
  </message>
  <message>
   <source>Head and shoulders in a Full HD video. Teeth and lips need pixels.</source>
   <translation>Kopf und Schultern in einem Full-HD-Video. Zähne und Lippen brauchen Pixel.</translation>
  </message>
  <message>
   <source>How to record a good video</source>
   <translation>So gelingt ein gutes Video</translation>
  </message>
  <message>
   <source>Keep hands, microphone and hair away from the mouth.</source>
   <translation>Hände, Mikrofon und Haare vom Mund fernhalten.</translation>
  </message>
  <message>
   <source>Length: speak for 3 to 5 minutes.</source>
   <translation>Länge: 3 bis 5 Minuten sprechen.</translation>
  </message>
  <message>
   <source>Light: soft and even, from the front, and unchanged throughout.</source>
   <translation>Licht: weich und gleichmäßig, von vorn und durchgehend unverändert.</translation>
  </message>
  <message>
   <source>Lock focus and exposure. Blurred frames teach blur.</source>
   <translation>Fokus und Belichtung fest einstellen. Aus unscharfen Frames lernt das Modell Unschärfe.</translation>
  </message>
  <message>
   <source>Pose: look into the camera; turn the head only a little.</source>
   <translation>Haltung: in die Kamera blicken; den Kopf nur wenig drehen.</translation>
  </message>
  <message>
   <source>Recording guide</source>
   <translation>Aufnahmeanleitung</translation>
  </message>
  <message>
   <source>Scene: one person, one uncut take, nothing moving in the background.</source>
   <translation>Szene: eine Person, eine ungeschnittene Aufnahme, keine Bewegung im Hintergrund.</translation>
  </message>
  <message>
   <source>Silence: keep your mouth closed for 2 seconds at the start and at the end.</source>
   <translation>Stille: den Mund am Anfang und am Ende 2 Sekunden geschlossen halten.</translation>
  </message>
  <message>
   <source>The model learns only what the video shows. Ten minutes spent on the recording improve the result more than hours of training.</source>
   <translation>Das Modell lernt nur, was das Video zeigt. Zehn Minuten Sorgfalt bei der Aufnahme verbessern das Ergebnis mehr als Stunden Training.</translation>
  </message>
  <message>
   <source>The model learns what a closed mouth looks like, and clips begin and end at rest.</source>
   <translation>Das Modell lernt, wie ein geschlossener Mund aussieht, und Clips beginnen und enden in Ruhe.</translation>
  </message>
  <message>
   <source>The model learns which mouth shape belongs to which speech. Noise hides it.</source>
   <translation>Das Modell lernt, welche Mundform zu welcher Sprache gehört. Rauschen verdeckt das.</translation>
  </message>
 </context>
 <context>
  <name>RefusalsDialog</name>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Could not import {path}.</source>
   <translation>{path} konnte nicht importiert werden.</translation>
  </message>
  <message>
   <source>Import as a new project</source>
   <translation>Als neues Projekt importieren</translation>
  </message>
  <message>
   <source>Not imported</source>
   <translation>Nicht importiert</translation>
  </message>
  <message>
   <source>The engine ended without a message. Try again.</source>
   <translation>Die Engine wurde ohne Meldung beendet. Erneut versuchen.</translation>
  </message>
  <message>
   <source>You can import it as a new project.</source>
   <translation>Es lässt sich als neues Projekt importieren.</translation>
  </message>
 </context>
 <context>
  <name>RenderForm</name>
  <message>
   <source>Choose…</source>
   <translation>Wählen…</translation>
  </message>
  <message>
   <source>Epoch {n}</source>
   <translation>Epoche {n}</translation>
  </message>
  <message>
   <source>PEM files (*.pem *.crt *.cer *.key);;All files (*)</source>
   <translation>PEM-Dateien (*.pem *.crt *.cer *.key);;Alle Dateien (*)</translation>
  </message>
 </context>
 <context>
  <name>RenderGallery</name>
  <message>
   <source>Rendered videos</source>
   <translation>Gerenderte Videos</translation>
  </message>
 </context>
 <context>
  <name>RenderListModel</name>
  <message>
   <source>Best checkpoint</source>
   <translation>Bester Checkpoint</translation>
  </message>
  <message>
   <source>Epoch {n}</source>
   <translation>Epoche {n}</translation>
  </message>
  <message>
   <source>Failed · {date}</source>
   <translation>Fehlgeschlagen · {date}</translation>
  </message>
  <message>
   <source>In queue</source>
   <translation>In der Warteschlange</translation>
  </message>
  <message>
   <source>Interrupted: the engine ended unexpectedly.</source>
   <translation>Unterbrochen: Die Engine wurde unerwartet beendet.</translation>
  </message>
  <message>
   <source>Rendering, {percent}</source>
   <translation>Rendern, {percent}</translation>
  </message>
  <message>
   <source>Rendering…</source>
   <translation>Wird gerendert…</translation>
  </message>
  <message>
   <source>{what} (best)</source>
   <translation>{what} (beste)</translation>
  </message>
 </context>
 <context>
  <name>RenderPage</name>
  <message>
   <source>A video without speech: the mouth stays closed, the head moves</source>
   <translation>Ein Video ohne Sprache: Der Mund bleibt geschlossen, der Kopf bewegt sich</translation>
  </message>
  <message>
   <source>Audio</source>
   <translation>Audio</translation>
  </message>
  <message>
   <source>Choose an audio file first</source>
   <translation>Zuerst eine Audiodatei wählen</translation>
  </message>
  <message>
   <source>Choose an audio file on the left, then press Render.</source>
   <translation>Links eine Audiodatei wählen, dann „Rendern“ drücken.</translation>
  </message>
  <message>
   <source>Export video</source>
   <translation>Video exportieren</translation>
  </message>
  <message>
   <source>Exported {file}.</source>
   <translation>{file} exportiert.</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren…</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Fehlgeschlagen</translation>
  </message>
  <message>
   <source>Go to Preprocess</source>
   <translation>Zur Vorverarbeitung</translation>
  </message>
  <message>
   <source>Go to Train</source>
   <translation>Zum Training</translation>
  </message>
  <message>
   <source>Idle clip</source>
   <translation>Ruheclip</translation>
  </message>
  <message>
   <source>In queue</source>
   <translation>In der Warteschlange</translation>
  </message>
  <message>
   <source>Length in seconds. The mouth stays closed and the head moves:</source>
   <translation>Länge in Sekunden. Der Mund bleibt geschlossen, der Kopf bewegt sich:</translation>
  </message>
  <message>
   <source>Looking for rendered videos…</source>
   <translation>Gerenderte Videos werden gesucht…</translation>
  </message>
  <message>
   <source>Move to Trash</source>
   <translation>In den Papierkorb verschieben</translation>
  </message>
  <message>
   <source>No model yet</source>
   <translation>Noch kein Modell</translation>
  </message>
  <message>
   <source>Not rendered: {files}. Press Render to use this model anyway.</source>
   <translation>Nicht gerendert: {files}. Drücken Sie „Rendern“, um dieses Modell trotzdem zu verwenden.</translation>
  </message>
  <message>
   <source>Nothing rendered yet</source>
   <translation>Noch nichts gerendert</translation>
  </message>
  <message>
   <source>Open in default player</source>
   <translation>Im Standardplayer öffnen</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Press Render at the top right.</source>
   <translation>Rechts oben „Rendern“ drücken.</translation>
  </message>
  <message>
   <source>Press “Make avatar” on the Preprocess page. It does all steps in one go.</source>
   <translation>Drücken Sie „Avatar erstellen“ auf der Seite „Vorverarbeiten“. Das macht alle Schritte in einem Zug.</translation>
  </message>
  <message>
   <source>Preview 10 s</source>
   <translation>Vorschau 10 s</translation>
  </message>
  <message>
   <source>Remove from list</source>
   <translation>Aus der Liste entfernen</translation>
  </message>
  <message>
   <source>Remove from queue</source>
   <translation>Aus der Warteschlange entfernen</translation>
  </message>
  <message>
   <source>Removed “{name}” from the queue.</source>
   <translation>„{name}“ aus der Warteschlange entfernt.</translation>
  </message>
  <message>
   <source>Render</source>
   <translation>Rendern</translation>
  </message>
  <message>
   <source>Render again</source>
   <translation>Erneut rendern</translation>
  </message>
  <message>
   <source>Render an idle clip…</source>
   <translation>Ruheclip rendern…</translation>
  </message>
  <message>
   <source>Render and play the first 10 seconds</source>
   <translation>Die ersten 10 Sekunden rendern und abspielen</translation>
  </message>
  <message>
   <source>Rendering</source>
   <translation>Rendern</translation>
  </message>
  <message>
   <source>Rendering starts when the device is free.</source>
   <translation>Das Rendern startet, sobald das Gerät frei ist.</translation>
  </message>
  <message>
   <source>Renders</source>
   <translation>Gerenderte Videos</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>Ergebnis</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Im Ordner anzeigen</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Stoppen</translation>
  </message>
  <message>
   <source>The audio</source>
   <translation>Das Audio</translation>
  </message>
  <message>
   <source>The head moves as in the video; only the mouth is generated.</source>
   <translation>Der Kopf bewegt sich wie im Video; nur der Mund wird generiert.</translation>
  </message>
  <message>
   <source>This audio could not be rendered</source>
   <translation>Dieses Audio konnte nicht gerendert werden</translation>
  </message>
  <message>
   <source>This audio could not be rendered. See the message above.</source>
   <translation>Dieses Audio konnte nicht gerendert werden. Siehe die Meldung oben.</translation>
  </message>
  <message>
   <source>Train a model first</source>
   <translation>Zuerst ein Modell trainieren</translation>
  </message>
  <message>
   <source>Train a model first. Then you can render any audio with it.</source>
   <translation>Zuerst ein Modell trainieren. Damit lässt sich dann beliebiges Audio rendern.</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Video (*{suffix})</source>
   <translation>Video (*{suffix})</translation>
  </message>
  <message>
   <source>{file} is no longer there. Choose the audio again.</source>
   <translation>{file} ist nicht mehr da. Das Audio erneut wählen.</translation>
  </message>
 </context>
 <context>
  <name>RenderProgress</name>
  <message>
   <source>Latest rendered frame</source>
   <translation>Zuletzt gerenderter Frame</translation>
  </message>
  <message>
   <source>Progress of the render</source>
   <translation>Renderfortschritt</translation>
  </message>
 </context>
 <context>
  <name>RenderQuestion</name>
  <message>
   <source>Render anyway</source>
   <translation>Trotzdem rendern</translation>
  </message>
  <message>
   <source>Render with this model?</source>
   <translation>Mit diesem Modell rendern?</translation>
  </message>
 </context>
 <context>
  <name>ResultView</name>
  <message>
   <source>Export…</source>
   <translation>Exportieren…</translation>
  </message>
  <message>
   <source>Frames of the rendered video</source>
   <translation>Frames des gerenderten Videos</translation>
  </message>
  <message>
   <source>Move to Trash (Delete)</source>
   <translation>In den Papierkorb verschieben (Entf)</translation>
  </message>
  <message>
   <source>No preview</source>
   <translation>Keine Vorschau</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Render again</source>
   <translation>Erneut rendern</translation>
  </message>
  <message>
   <source>Render the chosen second with the current options, in its place</source>
   <translation>Die gewählte Sekunde mit den jetzigen Optionen an ihrer Stelle rendern</translation>
  </message>
  <message>
   <source>Render the same audio with the current model</source>
   <translation>Dasselbe Audio mit dem aktuellen Modell rendern</translation>
  </message>
  <message>
   <source>Render this second again</source>
   <translation>Diese Sekunde neu rendern</translation>
  </message>
  <message>
   <source>Save a copy of the video elsewhere</source>
   <translation>Eine Kopie des Videos anderswo speichern</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Im Ordner anzeigen</translation>
  </message>
  <message>
   <source>rendered in {duration}</source>
   <translation>gerendert in {duration}</translation>
  </message>
 </context>
 <context>
  <name>RunChart</name>
  <message>
   <source>Loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <source>Losses</source>
   <translation>Verluste</translation>
  </message>
  <message>
   <source>PSNR (dB)</source>
   <translation>PSNR (dB)</translation>
  </message>
  <message>
   <source>Validation</source>
   <translation>Validierung</translation>
  </message>
  <message>
   <source>Validation: {n}</source>
   <translation>Validierung: {n}</translation>
  </message>
 </context>
 <context>
  <name>RunMetrics</name>
  <message>
   <source>Above average mouth</source>
   <translation>Besser als Ø-Mund</translation>
  </message>
  <message>
   <source>Best checkpoint</source>
   <translation>Bester Checkpoint</translation>
  </message>
  <message>
   <source>Epoch {n}</source>
   <translation>Epoche {n}</translation>
  </message>
  <message>
   <source>GPU</source>
   <translation>GPU</translation>
  </message>
  <message>
   <source>GPU memory</source>
   <translation>GPU-Speicher</translation>
  </message>
  <message>
   <source>Gain over always showing the average mouth</source>
   <translation>Gewinn gegenüber einem immer gleichen Durchschnittsmund</translation>
  </message>
  <message>
   <source>How well SyncNet separates matching from shifted audio. 1.0 is perfect, 0.5 is guessing.</source>
   <translation>Wie gut SyncNet passendes von verschobenem Audio unterscheidet. 1,0 ist perfekt, 0,5 ist geraten.</translation>
  </message>
  <message>
   <source>Images/s</source>
   <translation>Bilder/s</translation>
  </message>
  <message>
   <source>Main memory that the training uses</source>
   <translation>Arbeitsspeicher, den das Training belegt</translation>
  </message>
  <message>
   <source>Memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>Mouth, validation</source>
   <translation>Mund, Validierung</translation>
  </message>
  <message>
   <source>PSNR of the generated mouth against the real one, on validation frames. Higher is better.</source>
   <translation>PSNR des generierten Munds gegenüber dem echten, auf Validierungsframes. Höher ist besser.</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Pausiert</translation>
  </message>
  <message>
   <source>Quality drop with shifted audio. Near zero means the model ignores the audio.</source>
   <translation>Qualitätsverlust bei verschobenem Audio. Nahe null heißt: Das Modell ignoriert das Audio.</translation>
  </message>
  <message>
   <source>Responds to audio</source>
   <translation>Reagiert auf Audio</translation>
  </message>
  <message>
   <source>Saving, then stopping…</source>
   <translation>Wird gespeichert, dann gestoppt…</translation>
  </message>
  <message>
   <source>Step</source>
   <translation>Schritt</translation>
  </message>
  <message>
   <source>SyncNet AUC</source>
   <translation>SyncNet-AUC</translation>
  </message>
  <message>
   <source>Used of all that the GPU has</source>
   <translation>Belegt von allem, was die GPU hat</translation>
  </message>
  <message>
   <source>Utilization and temperature of the GPU</source>
   <translation>Auslastung und Temperatur der GPU</translation>
  </message>
  <message>
   <source>after {duration}, at {time}</source>
   <translation>nach {duration}, um {time}</translation>
  </message>
  <message>
   <source>{n} dB</source>
   <translation>{n} dB</translation>
  </message>
  <message>
   <source>{stage} · {duration} left · done about {time}</source>
   <translation>{stage} · noch {duration} · fertig gegen {time}</translation>
  </message>
 </context>
 <context>
  <name>Runs</name>
  <message>
   <source>Could not start the engine.</source>
   <translation>Die Engine konnte nicht gestartet werden.</translation>
  </message>
  <message>
   <source>Evaluation of “{name}” finished.</source>
   <translation>Auswertung von „{name}“ abgeschlossen.</translation>
  </message>
  <message>
   <source>Interrupted: the engine ended unexpectedly.</source>
   <translation>Unterbrochen: Die Engine wurde unerwartet beendet.</translation>
  </message>
  <message>
   <source>It failed without an error message.</source>
   <translation>Fehlgeschlagen, ohne Fehlermeldung.</translation>
  </message>
  <message>
   <source>Open the log for details.</source>
   <translation>Einzelheiten stehen im Protokoll.</translation>
  </message>
  <message>
   <source>Possible causes: power loss, a crash, or too little memory. Saved progress is kept.</source>
   <translation>Mögliche Ursachen: Stromausfall, Absturz oder zu wenig Arbeitsspeicher. Gespeicherter Fortschritt bleibt erhalten.</translation>
  </message>
  <message>
   <source>Reinstall the program.</source>
   <translation>Das Programm neu installieren.</translation>
  </message>
  <message>
   <source>Speed test of “{name}” finished.</source>
   <translation>Leistungstest von „{name}“ abgeschlossen.</translation>
  </message>
  <message>
   <source>Starting…</source>
   <translation>Wird gestartet…</translation>
  </message>
  <message>
   <source>The live video of “{name}” ended.</source>
   <translation>Das Live-Video von „{name}“ ist beendet.</translation>
  </message>
  <message>
   <source>The strips of “{name}” are written.</source>
   <translation>Die Streifen von „{name}“ sind geschrieben.</translation>
  </message>
  <message>
   <source>The video of the sample clip is ready.</source>
   <translation>Das Video des Beispielclips ist fertig.</translation>
  </message>
  <message>
   <source>The video of “{name}” is ready.</source>
   <translation>Das Video von „{name}“ ist fertig.</translation>
  </message>
  <message>
   <source>Validation frames of “{name}” are ready.</source>
   <translation>Die Validierungsframes von „{name}“ sind fertig.</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>fehlgeschlagen</translation>
  </message>
  <message>
   <source>finished</source>
   <translation>abgeschlossen</translation>
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
   <translation>wird gestartet</translation>
  </message>
  <message>
   <source>stopped</source>
   <translation>gestoppt</translation>
  </message>
  <message>
   <source>stopping</source>
   <translation>wird gestoppt</translation>
  </message>
  <message>
   <source>{duration} left</source>
   <translation>noch {duration}</translation>
  </message>
  <message>
   <source>“{name}” finished.</source>
   <translation>„{name}“ abgeschlossen.</translation>
  </message>
  <message>
   <source>“{name}” has already trained for this long. Choose a longer time to continue.</source>
   <translation>„{name}“ wurde bereits so lange trainiert. Zum Weitertrainieren eine längere Dauer wählen.</translation>
  </message>
  <message>
   <source>“{name}” is preprocessed and trained.</source>
   <translation>„{name}“ ist vorverarbeitet und trainiert.</translation>
  </message>
  <message>
   <source>“{name}” is preprocessed.</source>
   <translation>„{name}“ ist vorverarbeitet.</translation>
  </message>
  <message>
   <source>“{name}” is trained.</source>
   <translation>„{name}“ ist trainiert.</translation>
  </message>
  <message>
   <source>“{name}” was stopped.</source>
   <translation>„{name}“ wurde gestoppt.</translation>
  </message>
 </context>
 <context>
  <name>SampleGrid</name>
  <message>
   <source>Difference
× 4</source>
   <translation>Differenz
× 4</translation>
  </message>
  <message>
   <source>Generated</source>
   <translation>Generiert</translation>
  </message>
  <message>
   <source>Samples appear here after the first validation.</source>
   <translation>Nach der ersten Validierung erscheinen hier Beispiele.</translation>
  </message>
  <message>
   <source>Target</source>
   <translation>Ziel</translation>
  </message>
  <message>
   <source>Validation samples, target above generated</source>
   <translation>Validierungsbeispiele: oben Ziel, unten generiert</translation>
  </message>
 </context>
 <context>
  <name>SampleStrip</name>
  <message>
   <source>Checkpoint</source>
   <translation>Checkpoint</translation>
  </message>
  <message>
   <source>Difference</source>
   <translation>Differenz</translation>
  </message>
  <message>
   <source>Difference between generated and target, amplified 4 times</source>
   <translation>Differenz zwischen generiert und Ziel, 4-fach verstärkt</translation>
  </message>
  <message>
   <source>Epoch {n}</source>
   <translation>Epoche {n}</translation>
  </message>
  <message>
   <source>Epoch {n} of {count}</source>
   <translation>Epoche {n} von {count}</translation>
  </message>
  <message>
   <source>Step {n}</source>
   <translation>Schritt {n}</translation>
  </message>
  <message>
   <source>Training step of the samples</source>
   <translation>Trainingsschritt der Beispiele</translation>
  </message>
  <message>
   <source>{what} · best</source>
   <translation>{what} · beste</translation>
  </message>
 </context>
 <context>
  <name>ScrollArea</name>
  <message>
   <source>Scroll</source>
   <translation>Scrollen</translation>
  </message>
 </context>
 <context>
  <name>Session</name>
  <message>
   <source>Importing…</source>
   <translation>Wird importiert…</translation>
  </message>
  <message>
   <source>In queue</source>
   <translation>In der Warteschlange</translation>
  </message>
 </context>
 <context>
  <name>SettingsDialog</name>
  <message>
   <source>&amp;Device for new projects</source>
   <translation>&amp;Gerät für neue Projekte</translation>
  </message>
  <message>
   <source>&amp;Jobs at the same time</source>
   <translation>Aufträge &amp;zugleich</translation>
  </message>
  <message>
   <source>&amp;Keep the computer awake while a job runs</source>
   <translation>&amp;Ruhezustand verhindern, solange ein Auftrag läuft</translation>
  </message>
  <message>
   <source>&amp;Language</source>
   <translation>&amp;Sprache</translation>
  </message>
  <message>
   <source>&amp;Notify me when a job finishes in the background</source>
   <translation>&amp;Benachrichtigen, wenn ein Auftrag fertig ist</translation>
  </message>
  <message>
   <source>&amp;Theme</source>
   <translation>&amp;Design</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>Wählen…</translation>
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
   <source>Each project can use another device; choose it in the status bar.</source>
   <translation>Jedes Projekt kann ein anderes Gerät verwenden; es wird in der Statusleiste gewählt.</translation>
  </message>
  <message>
   <source>Everything runs on this computer; nothing is uploaded. No update checks, no telemetry. Nothing downloads without your permission. The command line uses the same workspace.</source>
   <translation>Alles läuft auf diesem Computer; es wird nichts hochgeladen. Keine Updateprüfung, keine Telemetrie. Ohne Erlaubnis wird nichts heruntergeladen. Die Befehlszeile nutzt denselben Arbeitsbereich.</translation>
  </message>
  <message>
   <source>How many jobs of the queue run at the same time. A graphics card takes one at a time; on a processor, several share its cores and its memory.</source>
   <translation>Wie viele Aufträge der Warteschlange gleichzeitig laufen. Eine Grafikkarte nimmt einen auf einmal; auf einem Prozessor teilen sich mehrere seine Kerne und den Speicher.</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Match system</source>
   <translation>Wie System</translation>
  </message>
  <message>
   <source>Not supported on this system. Use its power settings.</source>
   <translation>Auf diesem System nicht unterstützt. Die Energieeinstellungen des Systems verwenden.</translation>
  </message>
  <message>
   <source>One on each device</source>
   <translation>Einer auf jedem Gerät</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
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
  <name>SourceView</name>
  <message>
   <source>A frame of the video</source>
   <translation>Ein Frame des Videos</translation>
  </message>
  <message>
   <source>Click the face to follow. Person {n} is followed.</source>
   <translation>Auf das Gesicht klicken, das verfolgt werden soll. Verfolgt wird Person {n}.</translation>
  </message>
  <message>
   <source>Imported video</source>
   <translation>Importiertes Video</translation>
  </message>
  <message>
   <source>No frame of this video could be read.</source>
   <translation>Kein Frame dieses Videos ist lesbar.</translation>
  </message>
  <message>
   <source>Opening video…</source>
   <translation>Video wird geöffnet…</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
 </context>
 <context>
  <name>SpeechItem</name>
  <message>
   <source>Listen to {file}</source>
   <translation>{file} anhören</translation>
  </message>
  <message>
   <source>Pause {file}</source>
   <translation>{file} pausieren</translation>
  </message>
  <message>
   <source>Remove {file}</source>
   <translation>{file} entfernen</translation>
  </message>
 </context>
 <context>
  <name>SpeechPlayer</name>
  <message>
   <source>Cannot play {file}: {reason}.</source>
   <translation>{file} kann nicht abgespielt werden: {reason}.</translation>
  </message>
 </context>
 <context>
  <name>SpeechRow</name>
  <message>
   <source>Audio ({patterns});;All files (*)</source>
   <translation>Audio ({patterns});;Alle Dateien (*)</translation>
  </message>
  <message>
   <source>Choose speech</source>
   <translation>Sprachaufnahme wählen</translation>
  </message>
  <message>
   <source>Drop an audio file: what the avatar is to say</source>
   <translation>Audiodatei hierher ziehen: was der Avatar sagen soll</translation>
  </message>
  <message>
   <source>Recording… {time}</source>
   <translation>Aufnahme … {time}</translation>
  </message>
  <message>
   <source>Remove the speech</source>
   <translation>Sprachaufnahme entfernen</translation>
  </message>
  <message>
   <source>none yet</source>
   <translation>noch keine</translation>
  </message>
 </context>
 <context>
  <name>SpeechSources</name>
  <message>
   <source>Choose…</source>
   <translation>Wählen…</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>Aufnehmen</translation>
  </message>
  <message>
   <source>Recording level</source>
   <translation>Aufnahmepegel</translation>
  </message>
  <message>
   <source>Stop recording</source>
   <translation>Aufnahme stoppen</translation>
  </message>
  <message>
   <source>The microphone is not allowed. Allow it for SyncTalk Studio in the system's privacy settings.</source>
   <translation>Das Mikrofon ist nicht erlaubt. In den Datenschutzeinstellungen des Systems für SyncTalk Studio erlauben.</translation>
  </message>
  <message>
   <source>Type text…</source>
   <translation>Text eingeben …</translation>
  </message>
 </context>
 <context>
  <name>SpeedTestView</name>
  <message>
   <source>A batch size of {n} suits this device best.</source>
   <translation>Für dieses Gerät ist die Batchgröße {n} am besten.</translation>
  </message>
  <message>
   <source>A learning rate of {lr} goes with it (square root of the batch size).</source>
   <translation>Dazu passt eine Lernrate von {lr} (Wurzel der Batchgröße).</translation>
  </message>
  <message>
   <source>A smaller batch size needs less.</source>
   <translation>Eine kleinere Batchgröße braucht weniger.</translation>
  </message>
  <message>
   <source>Disk space</source>
   <translation>Speicherplatz</translation>
  </message>
  <message>
   <source>Free some space, or choose a smaller preset.</source>
   <translation>Speicherplatz freigeben oder eine kleinere Voreinstellung wählen.</translation>
  </message>
  <message>
   <source>Images/s</source>
   <translation>Bilder/s</translation>
  </message>
  <message>
   <source>Memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>Not enough disk space for this training.</source>
   <translation>Für dieses Training reicht der Speicherplatz nicht.</translation>
  </message>
  <message>
   <source>Runs a few test steps to estimate speed, memory and time</source>
   <translation>Führt einige Testschritte aus, um Geschwindigkeit, Speicher und Dauer zu schätzen</translation>
  </message>
  <message>
   <source>Speed test</source>
   <translation>Leistungstest</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Stoppen</translation>
  </message>
  <message>
   <source>Tested {when}: {preset}, batch size {n}</source>
   <translation>Getestet {when}: {preset}, Batchgröße {n}</translation>
  </message>
  <message>
   <source>Testing…</source>
   <translation>Test läuft…</translation>
  </message>
  <message>
   <source>Total time</source>
   <translation>Gesamtdauer</translation>
  </message>
  <message>
   <source>Training needs nearly all free memory.</source>
   <translation>Das Training braucht fast den gesamten freien Speicher.</translation>
  </message>
  <message>
   <source>Use batch size {n}</source>
   <translation>Batchgröße {n} übernehmen</translation>
  </message>
  <message>
   <source>Use this</source>
   <translation>Übernehmen</translation>
  </message>
 </context>
 <context>
  <name>StageProgress</name>
  <message>
   <source>Paused</source>
   <translation>Pausiert</translation>
  </message>
  <message>
   <source>Starting…</source>
   <translation>Wird gestartet…</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>Wird gestoppt…</translation>
  </message>
 </context>
 <context>
  <name>Stages</name>
  <message>
   <source>Audio</source>
   <translation>Audio</translation>
  </message>
  <message>
   <source>Audio branch</source>
   <translation>Audiozweig</translation>
  </message>
  <message>
   <source>Audio features</source>
   <translation>Audiomerkmale</translation>
  </message>
  <message>
   <source>Captions</source>
   <translation>Untertitel</translation>
  </message>
  <message>
   <source>Checking audio sync</source>
   <translation>A/V-Versatz prüfen</translation>
  </message>
  <message>
   <source>Comparison with the source</source>
   <translation>Vergleich mit dem Quellvideo</translation>
  </message>
  <message>
   <source>Crops</source>
   <translation>Ausschnitte</translation>
  </message>
  <message>
   <source>Download</source>
   <translation>Download</translation>
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
   <source>Evaluator</source>
   <translation>Evaluator</translation>
  </message>
  <message>
   <source>Frames</source>
   <translation>Frames</translation>
  </message>
  <message>
   <source>Landmarks</source>
   <translation>Landmarken</translation>
  </message>
  <message>
   <source>Lip sync (SyncNet)</source>
   <translation>Lippensynchronität (SyncNet)</translation>
  </message>
  <message>
   <source>Live</source>
   <translation>Live</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>Preprocessing</source>
   <translation>Vorverarbeitung</translation>
  </message>
  <message>
   <source>Rendering</source>
   <translation>Rendern</translation>
  </message>
  <message>
   <source>Sample clip</source>
   <translation>Beispielclip</translation>
  </message>
  <message>
   <source>Speed test</source>
   <translation>Leistungstest</translation>
  </message>
  <message>
   <source>Strips</source>
   <translation>Streifen</translation>
  </message>
  <message>
   <source>Validation frames</source>
   <translation>Validierungsframes</translation>
  </message>
  <message>
   <source>Working</source>
   <translation>In Arbeit</translation>
  </message>
  <message>
   <source>audio</source>
   <translation>Audio</translation>
  </message>
  <message>
   <source>audio features</source>
   <translation>Audiomerkmale</translation>
  </message>
  <message>
   <source>frames</source>
   <translation>Frames</translation>
  </message>
  <message>
   <source>landmarks</source>
   <translation>Landmarken</translation>
  </message>
 </context>
 <context>
  <name>StatusBar</name>
  <message>
   <source>Checking {name}…</source>
   <translation>{name} wird geprüft…</translation>
  </message>
  <message>
   <source>No jobs running</source>
   <translation>Keine laufenden Aufträge</translation>
  </message>
  <message>
   <source>Queue paused; {n} in queue.</source>
   <translation>Warteschlange pausiert; {n} wartend.</translation>
  </message>
  <message>
   <source>Queue {n} · paused ▴</source>
   <translation>Warteschlange {n} · pausiert ▴</translation>
  </message>
  <message>
   <source>Queue {n} ▴</source>
   <translation>Warteschlange {n} ▴</translation>
  </message>
  <message>
   <source>Queue ▴</source>
   <translation>Warteschlange ▴</translation>
  </message>
  <message>
   <source>next: {names}</source>
   <translation>als Nächstes: {names}</translation>
  </message>
  <message>
   <source>on {device}</source>
   <translation>auf {device}</translation>
  </message>
  <message>
   <source>{duration} left</source>
   <translation>noch {duration}</translation>
  </message>
  <message>
   <source>{n} in queue</source>
   <translation>{n} in der Warteschlange</translation>
  </message>
  <message>
   <source>{n} more running</source>
   <translation>außerdem {n} aktiv</translation>
  </message>
 </context>
 <context>
  <name>StepBar</name>
  <message>
   <source>Preprocess</source>
   <translation>Vorverarbeiten</translation>
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
  <name>StopDialog</name>
  <message>
   <source>Its progress is saved, and it can be resumed.</source>
   <translation>Der Fortschritt ist gespeichert; der Auftrag lässt sich fortsetzen.</translation>
  </message>
  <message>
   <source>Its work so far is lost.</source>
   <translation>Die bisherige Arbeit geht verloren.</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Stoppen</translation>
  </message>
  <message>
   <source>Stop the job?</source>
   <translation>Auftrag stoppen?</translation>
  </message>
  <message>
   <source>The job “{kind}” of “{name}” will be stopped.</source>
   <translation>Der Auftrag „{kind}“ von „{name}“ wird gestoppt.</translation>
  </message>
 </context>
 <context>
  <name>TextToSpeechDialog</name>
  <message>
   <source>American English</source>
   <translation>amerikanisches Englisch</translation>
  </message>
  <message>
   <source>British English</source>
   <translation>britisches Englisch</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Chinese</source>
   <translation>Chinesisch</translation>
  </message>
  <message>
   <source>Create speech</source>
   <translation>Sprache erzeugen</translation>
  </message>
  <message>
   <source>Creating speech…</source>
   <translation>Sprache wird erzeugt …</translation>
  </message>
  <message>
   <source>English or Japanese</source>
   <translation>Englisch oder Japanisch</translation>
  </message>
  <message>
   <source>Japanese</source>
   <translation>Japanisch</translation>
  </message>
  <message>
   <source>Licence: {n}</source>
   <translation>Lizenz: {n}</translation>
  </message>
  <message>
   <source>Looking for voices…</source>
   <translation>Stimmen werden gesucht …</translation>
  </message>
  <message>
   <source>No voices</source>
   <translation>Keine Stimmen</translation>
  </message>
  <message>
   <source>Speaks English with an accent.</source>
   <translation>Spricht Englisch mit Akzent.</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>The speech could not be created. See the program's log.</source>
   <translation>Die Sprache konnte nicht erzeugt werden. Einzelheiten stehen im Protokoll des Programms.</translation>
  </message>
  <message>
   <source>Type text</source>
   <translation>Text eingeben</translation>
  </message>
  <message>
   <source>Voice</source>
   <translation>Stimme</translation>
  </message>
  <message>
   <source>What should be said?</source>
   <translation>Was soll gesagt werden?</translation>
  </message>
  <message>
   <source>female</source>
   <translation>weiblich</translation>
  </message>
  <message>
   <source>male</source>
   <translation>männlich</translation>
  </message>
 </context>
 <context>
  <name>Texts</name>
  <message>
   <source>, </source>
   <translation>, </translation>
  </message>
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
   <source>{n} frames/s</source>
   <translation>{n} Frames/s</translation>
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
  <message>
   <source>{n} steps/s</source>
   <translation>{n} Schritte/s</translation>
  </message>
  <message>
   <source>{n}%</source>
   <translation>{n} %</translation>
  </message>
  <message>
   <source>{n}/s</source>
   <translation>{n}/s</translation>
  </message>
  <message>
   <source>{title}: {text}</source>
   <translation>{title}: {text}</translation>
  </message>
 </context>
 <context>
  <name>Timeline</name>
  <message>
   <source>Reading the clip…</source>
   <translation>Clip wird gelesen…</translation>
  </message>
  <message>
   <source>The timeline appears after preprocessing.</source>
   <translation>Die Zeitleiste erscheint nach der Vorverarbeitung.</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>Zeitleiste</translation>
  </message>
  <message>
   <source>audio</source>
   <translation>Audio</translation>
  </message>
  <message>
   <source>audio and video are in sync</source>
   <translation>Audio und Video sind synchron</translation>
  </message>
  <message>
   <source>audio is off by {ms} ms</source>
   <translation>Audio ist um {ms} ms versetzt</translation>
  </message>
  <message>
   <source>audio was shifted by {ms} ms</source>
   <translation>Audio wurde um {ms} ms verschoben</translation>
  </message>
  <message>
   <source>blurred</source>
   <translation>unscharf</translation>
  </message>
  <message>
   <source>consistent</source>
   <translation>gleichmäßig</translation>
  </message>
  <message>
   <source>covered</source>
   <translation>verdeckt</translation>
  </message>
  <message>
   <source>excluded by you</source>
   <translation>manuell ausgeschlossen</translation>
  </message>
  <message>
   <source>face</source>
   <translation>Gesicht</translation>
  </message>
  <message>
   <source>facing the camera</source>
   <translation>zur Kamera gewandt</translation>
  </message>
  <message>
   <source>found</source>
   <translation>gefunden</translation>
  </message>
  <message>
   <source>frame {n}</source>
   <translation>Frame {n}</translation>
  </message>
  <message>
   <source>head turn</source>
   <translation>Drehung</translation>
  </message>
  <message>
   <source>lighting</source>
   <translation>Licht</translation>
  </message>
  <message>
   <source>lighting or scene changes</source>
   <translation>Licht oder Szene ändert sich</translation>
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
   <source>no face; excluded from training</source>
   <translation>kein Gesicht; vom Training ausgeschlossen</translation>
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
   <source>speech</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>sync</source>
   <translation>Sync</translation>
  </message>
  <message>
   <source>turned away</source>
   <translation>abgewandt</translation>
  </message>
  <message>
   <source>turned far away</source>
   <translation>stark abgewandt</translation>
  </message>
  <message>
   <source>validation</source>
   <translation>Validierung</translation>
  </message>
  <message>
   <source>visible</source>
   <translation>sichtbar</translation>
  </message>
  <message>
   <source>yaw {yaw}°, pitch {pitch}°</source>
   <translation>Gierwinkel {yaw}°, Nickwinkel {pitch}°</translation>
  </message>
  <message>
   <source>{n} frames excluded by you</source>
   <translation>{n} Frames manuell ausgeschlossen</translation>
  </message>
  <message>
   <source>{track}: no issues</source>
   <translation>{track}: keine Auffälligkeiten</translation>
  </message>
  <message>
   <source>{track}: one issue</source>
   <translation>{track}: eine Auffälligkeit</translation>
  </message>
  <message>
   <source>{track}: {n} issues</source>
   <translation>{track}: {n} Auffälligkeiten</translation>
  </message>
  <message>
   <source>{value} dB</source>
   <translation>{value} dB</translation>
  </message>
  <message>
   <source>{value}, typically {usual}</source>
   <translation>{value}, typisch {usual}</translation>
  </message>
 </context>
 <context>
  <name>TrainForm</name>
  <message>
   <source>If unchecked, a new training starts. Existing checkpoints are kept.</source>
   <translation>Ohne Häkchen startet ein neues Training. Vorhandene Checkpoints bleiben erhalten.</translation>
  </message>
  <message>
   <source>Resume from the last saved state</source>
   <translation>Beim letzten gespeicherten Stand fortsetzen</translation>
  </message>
  <message>
   <source>Train for</source>
   <translation>Trainieren für</translation>
  </message>
  <message>
   <source>Unit of the training time</source>
   <translation>Einheit der Trainingsdauer</translation>
  </message>
  <message>
   <source>epochs</source>
   <translation>Epochen</translation>
  </message>
  <message>
   <source>minutes</source>
   <translation>Minuten</translation>
  </message>
 </context>
 <context>
  <name>TrainPage</name>
  <message>
   <source>Choose “Train again…” to see the options first</source>
   <translation>„Erneut trainieren…“ zeigt vorher die Optionen</translation>
  </message>
  <message>
   <source>Generate samples</source>
   <translation>Beispiele generieren</translation>
  </message>
  <message>
   <source>Generate validation samples now</source>
   <translation>Jetzt Validierungsbeispiele generieren</translation>
  </message>
  <message>
   <source>Go to Preprocess</source>
   <translation>Zur Vorverarbeitung</translation>
  </message>
  <message>
   <source>In queue</source>
   <translation>In der Warteschlange</translation>
  </message>
  <message>
   <source>It is preprocessed and trained next.</source>
   <translation>Danach wird er vorverarbeitet und trainiert.</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <source>Making the sample clip…</source>
   <translation>Beispielclip wird erstellt…</translation>
  </message>
  <message>
   <source>Not preprocessed</source>
   <translation>Nicht vorverarbeitet</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Preprocess the video first</source>
   <translation>Zuerst das Video vorverarbeiten</translation>
  </message>
  <message>
   <source>Preprocessing…</source>
   <translation>Vorverarbeitung läuft…</translation>
  </message>
  <message>
   <source>Press Train at the top right. Sample frames and curves of the progress appear here during training.</source>
   <translation>Drücken Sie oben rechts auf „Trainieren“. Während des Trainings erscheinen hier Beispielbilder und Verlaufskurven.</translation>
  </message>
  <message>
   <source>Press Train: training then starts when this is done.</source>
   <translation>Drücken Sie „Trainieren“: Das Training beginnt dann, wenn dies fertig ist.</translation>
  </message>
  <message>
   <source>Press “Make avatar” on the Preprocess page. It does all steps.</source>
   <translation>Drücken Sie „Avatar erstellen“ auf der Seite „Vorverarbeiten“. Das macht alle Schritte.</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>Vorschau</translation>
  </message>
  <message>
   <source>Ready to train</source>
   <translation>Bereit zum Training</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Resumes from the last saved state</source>
   <translation>Setzt beim letzten gespeicherten Stand fort</translation>
  </message>
  <message>
   <source>Save now</source>
   <translation>Jetzt speichern</translation>
  </message>
  <message>
   <source>Saved {file}.</source>
   <translation>{file} gespeichert.</translation>
  </message>
  <message>
   <source>Saved. You can resume from here at any time.</source>
   <translation>Gespeichert. Das Training lässt sich jederzeit von hier fortsetzen.</translation>
  </message>
  <message>
   <source>Starting training…</source>
   <translation>Training wird gestartet…</translation>
  </message>
  <message>
   <source>Stop and save</source>
   <translation>Stoppen und speichern</translation>
  </message>
  <message>
   <source>The first losses appear here after a few steps.</source>
   <translation>Nach einigen Schritten erscheinen hier die ersten Verluste.</translation>
  </message>
  <message>
   <source>This run</source>
   <translation>Dieser Lauf</translation>
  </message>
  <message>
   <source>This step is already running or queued</source>
   <translation>Dieser Schritt läuft bereits oder wartet</translation>
  </message>
  <message>
   <source>This step starts when its device is free.</source>
   <translation>Dieser Schritt startet, sobald sein Gerät frei ist.</translation>
  </message>
  <message>
   <source>Train</source>
   <translation>Trainieren</translation>
  </message>
  <message>
   <source>Train again…</source>
   <translation>Erneut trainieren…</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>Training starts when this is done.</source>
   <translation>Das Training startet, wenn das fertig ist.</translation>
  </message>
  <message>
   <source>Validation samples</source>
   <translation>Validierungsbeispiele</translation>
  </message>
 </context>
 <context>
  <name>Transport</name>
  <message>
   <source>First frame (Home)</source>
   <translation>Erster Frame (Pos1)</translation>
  </message>
  <message>
   <source>Last frame (End)</source>
   <translation>Letzter Frame (Ende)</translation>
  </message>
  <message>
   <source>Loop</source>
   <translation>Endlosschleife</translation>
  </message>
  <message>
   <source>Next frame (Right)</source>
   <translation>Nächster Frame (Rechts)</translation>
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
   <translation>Position</translation>
  </message>
  <message>
   <source>Previous frame (Left)</source>
   <translation>Vorheriger Frame (Links)</translation>
  </message>
  <message>
   <source>Speed</source>
   <translation>Geschwindigkeit</translation>
  </message>
  <message>
   <source>frame {n} of {count}</source>
   <translation>Frame {n} von {count}</translation>
  </message>
  <message>
   <source>frame {n} · {place} of {count}</source>
   <translation>Frame {n} · {place} von {count}</translation>
  </message>
 </context>
 <context>
  <name>TrashDialog</name>
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
   <source>Delete permanently</source>
   <translation>Endgültig löschen</translation>
  </message>
  <message>
   <source>Delete {name} permanently</source>
   <translation>{name} endgültig löschen</translation>
  </message>
  <message>
   <source>Deleted projects and videos can be restored from here.</source>
   <translation>Gelöschte Projekte und Videos lassen sich von hier wiederherstellen.</translation>
  </message>
  <message>
   <source>Deleted projects and videos stay in the trash until you delete them permanently, and use the same disk space as before. The videos of a deleted project stay in the workspace.</source>
   <translation>Gelöschte Projekte und Videos bleiben im Papierkorb, bis sie endgültig gelöscht werden, und belegen so lange denselben Speicherplatz. Die Videos eines gelöschten Projekts bleiben im Arbeitsbereich.</translation>
  </message>
  <message>
   <source>Deleted {when}</source>
   <translation>Gelöscht {when}</translation>
  </message>
  <message>
   <source>Empty Trash</source>
   <translation>Papierkorb leeren</translation>
  </message>
  <message>
   <source>Empty Trash…</source>
   <translation>Papierkorb leeren…</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Restore {name}</source>
   <translation>{name} wiederherstellen</translation>
  </message>
  <message>
   <source>Trash</source>
   <translation>Papierkorb</translation>
  </message>
  <message>
   <source>Trash is empty</source>
   <translation>Der Papierkorb ist leer</translation>
  </message>
  <message>
   <source>Video, deleted {when}</source>
   <translation>Video, gelöscht {when}</translation>
  </message>
  <message>
   <source>{n} items will be deleted permanently. This cannot be undone.</source>
   <translation>{n} Objekte werden endgültig gelöscht. Das lässt sich nicht rückgängig machen.</translation>
  </message>
  <message>
   <source>“{name}” will be deleted permanently. This cannot be undone.</source>
   <translation>„{name}“ wird endgültig gelöscht. Das lässt sich nicht rückgängig machen.</translation>
  </message>
 </context>
 <context>
  <name>ValidationSet</name>
  <message>
   <source>Epoch {n} · {count} frames</source>
   <translation>Epoche {n} · {count} Frames</translation>
  </message>
  <message>
   <source>Epoch {n} · {when}</source>
   <translation>Epoche {n} · {when}</translation>
  </message>
 </context>
 <context>
  <name>VerdictBar</name>
  <message>
   <source>Go to Train</source>
   <translation>Zum Training</translation>
  </message>
  <message>
   <source>How to record</source>
   <translation>Aufnahmetipps</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>Vorschau</translation>
  </message>
  <message>
   <source>Render…</source>
   <translation>Rendern…</translation>
  </message>
  <message>
   <source>Train {n} min more</source>
   <translation>Noch {n} min trainieren</translation>
  </message>
 </context>
 <context>
  <name>VideoPlayer</name>
  <message>
   <source>Audio</source>
   <translation>Audio</translation>
  </message>
  <message>
   <source>Cannot play {file}: {reason}.</source>
   <translation>{file} kann nicht abgespielt werden: {reason}.</translation>
  </message>
  <message>
   <source>Opening video…</source>
   <translation>Video wird geöffnet…</translation>
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
   <source>Play with audio (M)</source>
   <translation>Mit Audio abspielen (M)</translation>
  </message>
  <message>
   <source>Position</source>
   <translation>Position</translation>
  </message>
  <message>
   <source>Rendered video</source>
   <translation>Gerendertes Video</translation>
  </message>
 </context>
 <context>
  <name>WaveformView</name>
  <message>
   <source>Waveform</source>
   <translation>Wellenform</translation>
  </message>
 </context>
 <context>
  <name>WeightsDialog</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancelled. Nothing was changed.</source>
   <translation>Abgebrochen. Es wurde nichts geändert.</translation>
  </message>
  <message>
   <source>Checking installed weights…</source>
   <translation>Installierte Gewichte werden geprüft…</translation>
  </message>
  <message>
   <source>Checking {file}…</source>
   <translation>{file} wird geprüft…</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Downloading and verifying {asset}…</source>
   <translation>{asset} wird heruntergeladen und geprüft…</translation>
  </message>
  <message>
   <source>Face tracking and audio features need trained weights. They are downloaded from their publishers, verified, and shared by all workspaces. Nothing downloads without your permission.</source>
   <translation>Gesichtsverfolgung und Audiomerkmale brauchen trainierte Gewichte. Sie werden von ihren Herausgebern heruntergeladen, geprüft und von allen Arbeitsbereichen gemeinsam genutzt. Ohne Erlaubnis wird nichts heruntergeladen.</translation>
  </message>
  <message>
   <source>Import a file…</source>
   <translation>Datei importieren…</translation>
  </message>
  <message>
   <source>Import file…</source>
   <translation>Datei importieren…</translation>
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
   <source>Install required weights</source>
   <translation>Erforderliche Gewichte installieren</translation>
  </message>
  <message>
   <source>Install required weights ({size})</source>
   <translation>Erforderliche Gewichte installieren ({size})</translation>
  </message>
  <message>
   <source>Install {name}</source>
   <translation>{name} installieren</translation>
  </message>
  <message>
   <source>Installation failed.</source>
   <translation>Installation fehlgeschlagen.</translation>
  </message>
  <message>
   <source>Installed.</source>
   <translation>Installiert.</translation>
  </message>
  <message>
   <source>Model weights</source>
   <translation>Modellgewichte</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>The list of weights could not be loaded.</source>
   <translation>Die Liste der Gewichte konnte nicht geladen werden.</translation>
  </message>
  <message>
   <source>Weights file</source>
   <translation>Gewichtsdatei</translation>
  </message>
  <message>
   <source>{name}: installed</source>
   <translation>{name}: installiert</translation>
  </message>
  <message>
   <source>{name}: missing, required for preprocessing</source>
   <translation>{name}: fehlt, für die Vorverarbeitung erforderlich</translation>
  </message>
  <message>
   <source>{name}: missing, required for this action</source>
   <translation>{name}: fehlt, für diese Aktion erforderlich</translation>
  </message>
  <message>
   <source>{name}: optional, not installed</source>
   <translation>{name}: optional, nicht installiert</translation>
  </message>
 </context>
 <context>
  <name>Welcome</name>
  <message>
   <source>Create a talking avatar</source>
   <translation>Sprechenden Avatar erstellen</translation>
  </message>
  <message>
   <source>Drop a video of one person talking to the camera here. Three minutes or more, with one face, even light and clear audio, give good results. Half a minute is enough to try it. You can also drop preprocessed videos, models and folders of the research code.</source>
   <translation>Ein Video hierher ziehen, in dem eine Person in die Kamera spricht. Gute Ergebnisse ab drei Minuten, mit nur einem Gesicht, gleichmäßigem Licht und klarem Audio. Zum Ausprobieren reicht eine halbe Minute. Auch vorverarbeitete Videos, Modelle und Ordner des Forschungscodes lassen sich hierher ziehen.</translation>
  </message>
  <message>
   <source>How to record</source>
   <translation>Aufnahmetipps</translation>
  </message>
  <message>
   <source>Import folder…</source>
   <translation>Ordner importieren…</translation>
  </message>
  <message>
   <source>Import videos…</source>
   <translation>Videos importieren…</translation>
  </message>
  <message>
   <source>Makes a synthetic clip, trains on it for a few minutes and renders</source>
   <translation>Erstellt einen synthetischen Clip, trainiert einige Minuten damit und rendert</translation>
  </message>
  <message>
   <source>Try the sample clip</source>
   <translation>Beispielclip ausprobieren</translation>
  </message>
  <message>
   <source>Videos, preprocessed videos, models or projects of the research code</source>
   <translation>Videos, vorverarbeitete Videos, Modelle oder Projekte des Forschungscodes</translation>
  </message>
 </context>
 <context>
  <name>WorkspaceView</name>
  <message>
   <source>Drop videos, models, exported projects or audio to import them</source>
   <translation>Videos, Modelle, exportierte Projekte oder Audio zum Importieren ablegen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>_DropZone</name>
  <message>
   <source>Drop to import</source>
   <translation>Zum Importieren ablegen</translation>
  </message>
  <message>
   <source>Drop videos here</source>
   <translation>Videos hierher ziehen</translation>
  </message>
  <message>
   <source>Import videos</source>
   <translation>Videos importieren</translation>
  </message>
  <message>
   <source>or press {keys}</source>
   <translation>oder {keys} drücken</translation>
  </message>
 </context>
 <context>
  <name>_LiveRow</name>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Stoppen</translation>
  </message>
 </context>
 <context>
  <name>_PaneHandle</name>
  <message>
   <source>Drag to resize. Double-click to hide or show the pane.</source>
   <translation>Zum Ändern der Größe ziehen. Ein Doppelklick blendet den Bereich aus oder ein.</translation>
  </message>
 </context>
 <context>
  <name>_ProjectList</name>
  <message>
   <source>No matching project.</source>
   <translation>Kein passendes Projekt.</translation>
  </message>
  <message>
   <source>Your projects appear here.</source>
   <translation>Hier erscheinen die Projekte.</translation>
  </message>
 </context>
</TS>
