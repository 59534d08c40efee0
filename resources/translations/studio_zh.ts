<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>AboutDialog</name>
  <message>
   <source>About SyncTalk Studio</source>
   <translation>关于 SyncTalk Studio</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Makes a lip-sync model of a person from a few minutes of video. Everything runs on this computer. Nothing is uploaded, and nothing downloads without your permission.</source>
   <translation>用几分钟视频为人物训练唇形同步模型。一切都在本机运行，不上传任何内容，未经允许也不会下载任何内容。</translation>
  </message>
  <message>
   <source>Only use videos of people who have consented, and label the result as AI-generated.</source>
   <translation>只使用已征得本人同意的视频，并注明结果由 AI 生成。</translation>
  </message>
  <message>
   <source>SyncTalk Studio</source>
   <translation>SyncTalk Studio</translation>
  </message>
  <message>
   <source>Version {version} · Qt {qt} · Python {python}</source>
   <translation>版本 {version} · Qt {qt} · Python {python}</translation>
  </message>
 </context>
 <context>
  <name>Audio</name>
  <message>
   <source>Audio needs a system library that is missing. On Debian and Ubuntu, install libpulse0.</source>
   <translation>缺少音频所需的系统库。Debian 和 Ubuntu 请安装 libpulse0。</translation>
  </message>
  <message>
   <source>No microphone found.</source>
   <translation>未找到麦克风。</translation>
  </message>
  <message>
   <source>No speaker or headphones found.</source>
   <translation>未找到扬声器或耳机。</translation>
  </message>
 </context>
 <context>
  <name>AudioChooser</name>
  <message>
   <source>Audio and video ({patterns});;All files (*)</source>
   <translation>音频和视频 ({patterns});;所有文件 (*)</translation>
  </message>
  <message>
   <source>Audio files with speech, or videos</source>
   <translation>含语音的音频文件，或视频</translation>
  </message>
  <message>
   <source>Choose audio</source>
   <translation>选择音频</translation>
  </message>
  <message>
   <source>Drop audio here</source>
   <translation>把音频拖到这里</translation>
  </message>
  <message>
   <source>Drop more to render several</source>
   <translation>拖入更多文件可一次渲染多个</translation>
  </message>
  <message>
   <source>One audio file</source>
   <translation>1 个音频文件</translation>
  </message>
  <message>
   <source>Recording…</source>
   <translation>正在录音…</translation>
  </message>
  <message>
   <source>{n} audio files</source>
   <translation>{n} 个音频文件</translation>
  </message>
 </context>
 <context>
  <name>BackgroundBox</name>
  <message>
   <source>As filmed</source>
   <translation>原样</translation>
  </message>
  <message>
   <source>Background</source>
   <translation>背景</translation>
  </message>
  <message>
   <source>Colour…</source>
   <translation>颜色…</translation>
  </message>
  <message>
   <source>Pictures ({patterns})</source>
   <translation>图片 ({patterns})</translation>
  </message>
  <message>
   <source>Picture…</source>
   <translation>图片…</translation>
  </message>
  <message>
   <source>Transparent</source>
   <translation>透明</translation>
  </message>
 </context>
 <context>
  <name>CheckpointChoice</name>
  <message>
   <source>Checkpoint</source>
   <translation>检查点</translation>
  </message>
  <message>
   <source>Epoch {n} · generate</source>
   <translation>第 {n} 轮 · 待生成</translation>
  </message>
 </context>
 <context>
  <name>ClipAudio</name>
  <message>
   <source>Audio</source>
   <translation>音频</translation>
  </message>
  <message>
   <source>Play with audio</source>
   <translation>播放音频</translation>
  </message>
  <message>
   <source>The clip has no audio</source>
   <translation>该片段没有音频</translation>
  </message>
 </context>
 <context>
  <name>ClosingDialog</name>
  <message>
   <source>A job is still running.</source>
   <translation>还有一个任务正在运行。</translation>
  </message>
  <message>
   <source>An import is still running.</source>
   <translation>仍在导入。</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Cancel import and close</source>
   <translation>取消导入并关闭</translation>
  </message>
  <message>
   <source>Close SyncTalk Studio</source>
   <translation>关闭 SyncTalk Studio</translation>
  </message>
  <message>
   <source>It can keep running in the background: when you open the program again, it is still there and its chart is complete. Or stop it now; its state is saved first.</source>
   <translation>任务可以在后台继续运行：再次打开程序时它仍在，图表也是完整的。也可以现在停止，停止前会保存状态。</translation>
  </message>
  <message>
   <source>Keep running in background</source>
   <translation>在后台继续运行</translation>
  </message>
  <message>
   <source>Stop and save</source>
   <translation>停止并保存</translation>
  </message>
  <message>
   <source>They can keep running in the background: when you open the program again, they are still there and their charts are complete. Or stop them now; their state is saved first.</source>
   <translation>任务可以在后台继续运行：再次打开程序时它们仍在，图表也是完整的。也可以现在停止，停止前会保存状态。</translation>
  </message>
  <message>
   <source>{n} jobs are still running.</source>
   <translation>还有 {n} 个任务正在运行。</translation>
  </message>
  <message>
   <source>{n} queued: kept for the next start, or removed if you stop.</source>
   <translation>队列中有 {n} 个：保留到下次启动；若停止则移除。</translation>
  </message>
  <message>
   <source>“{name}” is being imported. Closing cancels the import and removes its partial files.</source>
   <translation>正在导入“{name}”。关闭会取消导入，并删除未完成的文件。</translation>
  </message>
 </context>
 <context>
  <name>CompareView</name>
  <message>
   <source>Blend target and generated (3)</source>
   <translation>叠加目标与生成 (3)</translation>
  </message>
  <message>
   <source>Cannot read frame {n}.</source>
   <translation>无法读取第 {n} 帧。</translation>
  </message>
  <message>
   <source>Difference × {gain}</source>
   <translation>差异 × {gain}</translation>
  </message>
  <message>
   <source>Generated</source>
   <translation>生成</translation>
  </message>
  <message>
   <source>Onion skin</source>
   <translation>叠加</translation>
  </message>
  <message>
   <source>Reading the frames…</source>
   <translation>正在读取帧…</translation>
  </message>
  <message>
   <source>Side by side</source>
   <translation>并排</translation>
  </message>
  <message>
   <source>Target</source>
   <translation>目标</translation>
  </message>
  <message>
   <source>Target on the left of a line, generated on the right (2)</source>
   <translation>分割线左侧为目标，右侧为生成 (2)</translation>
  </message>
  <message>
   <source>Target or generated</source>
   <translation>目标或生成</translation>
  </message>
  <message>
   <source>Target, generated, difference (1)</source>
   <translation>目标、生成、差异 (1)</translation>
  </message>
  <message>
   <source>Validation frames appear here after training.</source>
   <translation>训练后，验证帧会显示在这里。</translation>
  </message>
  <message>
   <source>Wipe</source>
   <translation>划像</translation>
  </message>
 </context>
 <context>
  <name>ConfirmDialog</name>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
 </context>
 <context>
  <name>ConsentDialog</name>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Choose signed form</source>
   <translation>选择已签署的表格</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>选择…</translation>
  </message>
  <message>
   <source>Consent</source>
   <translation>同意书</translation>
  </message>
  <message>
   <source>Date of consent</source>
   <translation>同意日期</translation>
  </message>
  <message>
   <source>Keep who agreed to this avatar, when, and the signed form if there is one. The note stays in the project and appears in its report.</source>
   <translation>记录谁在何时同意制作此数字人，以及已签署的表格（如有）。该记录保存在项目中，并出现在其报告里。</translation>
  </message>
  <message>
   <source>Person in the video</source>
   <translation>视频中的人</translation>
  </message>
  <message>
   <source>Remove note</source>
   <translation>删除记录</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>保存</translation>
  </message>
  <message>
   <source>Signed form</source>
   <translation>已签署的表格</translation>
  </message>
  <message>
   <source>Who has consented?</source>
   <translation>谁已同意？</translation>
  </message>
  <message>
   <source>none</source>
   <translation>无</translation>
  </message>
 </context>
 <context>
  <name>ConsentRow</name>
  <message>
   <source>Consent note…</source>
   <translation>同意记录…</translation>
  </message>
  <message>
   <source>Consent: {person}, {date}</source>
   <translation>同意：{person}，{date}</translation>
  </message>
  <message>
   <source>Only render people who have consented, and label the video as AI-generated.</source>
   <translation>只渲染已同意的人物，并注明视频由 AI 生成。</translation>
  </message>
  <message>
   <source>Who agreed to this avatar, when</source>
   <translation>谁在何时同意制作此数字人</translation>
  </message>
 </context>
 <context>
  <name>Desktop</name>
  <message>
   <source>Save report</source>
   <translation>保存报告</translation>
  </message>
  <message>
   <source>Zip files (*.zip)</source>
   <translation>ZIP 文件 (*.zip)</translation>
  </message>
 </context>
 <context>
  <name>DeviceButton</name>
  <message>
   <source>Automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>Automatic ({n})</source>
   <translation>自动（{n}）</translation>
  </message>
  <message>
   <source>CPU</source>
   <translation>CPU</translation>
  </message>
  <message>
   <source>Device of this project: {n}</source>
   <translation>此项目的设备：{n}</translation>
  </message>
  <message>
   <source>Device: {name}, memory {memory}</source>
   <translation>设备：{name}，内存 {memory}</translation>
  </message>
  <message>
   <source>Looking for devices…</source>
   <translation>正在查找设备…</translation>
  </message>
  <message>
   <source>Used by {names}</source>
   <translation>{names} 正在使用</translation>
  </message>
  <message>
   <source>used by {names}</source>
   <translation>{names} 正在使用</translation>
  </message>
  <message>
   <source>{free} of {total} free</source>
   <translation>可用 {free}，共 {total}</translation>
  </message>
 </context>
 <context>
  <name>Engine</name>
  <message>
   <source>&amp;Audio analysis</source>
   <translation>音频分析(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Background</source>
   <translation>背景(&amp;B)</translation>
  </message>
  <message>
   <source>&amp;Batch size</source>
   <translation>批大小(&amp;B)</translation>
  </message>
  <message>
   <source>&amp;Captions</source>
   <translation>字幕(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Checkpoint</source>
   <translation>检查点(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Face tracking</source>
   <translation>人脸跟踪(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;File name</source>
   <translation>文件名(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Frames</source>
   <translation>帧(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;From frame</source>
   <translation>起始帧(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Loop</source>
   <translation>循环(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Network</source>
   <translation>网络(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Quality</source>
   <translation>质量(&amp;Q)</translation>
  </message>
  <message>
   <source>&amp;Train for</source>
   <translation>训练时长(&amp;T)</translation>
  </message>
  <message>
   <source>--date and --file describe a new note, which needs --person and no --remove</source>
   <translation>--date 和 --file 用于描述新的记录，需要 --person，且不能有 --remove</translation>
  </message>
  <message>
   <source>--link is for dataset folders</source>
   <translation>--link 只用于数据集文件夹</translation>
  </message>
  <message>
   <source>--part_from needs --part_of</source>
   <translation>--part_from 需要 --part_of</translation>
  </message>
  <message>
   <source>--preview_from needs --preview_s</source>
   <translation>--preview_from 需要 --preview_s</translation>
  </message>
  <message>
   <source>--syncnet_checkpoint_path and --syncnet_checkpoint name different files</source>
   <translation>--syncnet_checkpoint_path 与 --syncnet_checkpoint 指向不同的文件</translation>
  </message>
  <message>
   <source>--voice needs --text or --text_file</source>
   <translation>--voice 需要 --text 或 --text_file</translation>
  </message>
  <message>
   <source>--workers is for this machine alone; a cluster has as many as fit</source>
   <translation>--workers 只用于本机；集群会按可容纳的数量自动分配</translation>
  </message>
  <message>
   <source>160 · research, small</source>
   <translation>160 · 研究代码，小</translation>
  </message>
  <message>
   <source>328 · research</source>
   <translation>328 · 研究代码</translation>
  </message>
  <message>
   <source>44 s of speech, for the sample clip only</source>
   <translation>44 秒语音，仅用于示例片段</translation>
  </message>
  <message>
   <source>468 points · faster</source>
   <translation>468 点 · 更快</translation>
  </message>
  <message>
   <source>478 points · more accurate</source>
   <translation>478 点 · 更准确</translation>
  </message>
  <message>
   <source>A batch on a cluster needs Ray, which is not installed.</source>
   <translation>在集群上批处理需要 Ray，而它未安装。</translation>
  </message>
  <message>
   <source>A face was found in {percent}% of the checked frames.</source>
   <translation>{percent}% 的受检帧中检测到人脸。</translation>
  </message>
  <message>
   <source>A launcher has started one process per device, so {device} cannot be chosen.</source>
   <translation>启动器已为每台设备各启动一个进程，因此不能选择 {device}。</translation>
  </message>
  <message>
   <source>A live video cannot be sent to “{target}”.</source>
   <translation>实时视频不能发送到“{target}”。</translation>
  </message>
  <message>
   <source>A live video has no alpha channel, so its background cannot be transparent.</source>
   <translation>实时视频没有 Alpha 通道，因此背景不能透明。</translation>
  </message>
  <message>
   <source>A longer video gives a better SyncNet.</source>
   <translation>视频越长，SyncNet 越好。</translation>
  </message>
  <message>
   <source>A new training starts with epoch {epoch}; the {count} checkpoints in {path} are kept.</source>
   <translation>新的训练从第 {epoch} 轮开始；{path} 中的 {count} 个检查点会保留。</translation>
  </message>
  <message>
   <source>A progressive recording (25p, 30p, 50p) shows fast lip movements more clearly.</source>
   <translation>逐行录制（25p、30p、50p）能更清楚地呈现快速的唇部动作。</translation>
  </message>
  <message>
   <source>A signed C2PA manifest can be written into MP4 and MOV files only.</source>
   <translation>已签名的 C2PA 清单只能写入 MP4 和 MOV 文件。</translation>
  </message>
  <message>
   <source>A still image of the average mouth is as close to the video as this model.</source>
   <translation>一张平均嘴部的静态图像与视频的接近程度不亚于此模型。</translation>
  </message>
  <message>
   <source>A text cannot be spoken: this copy of the program does not have {packages}.</source>
   <translation>无法朗读文本：此程序副本中没有 {packages}。</translation>
  </message>
  <message>
   <source>A training step takes {step_ms} ms in the mode “{mode}”; {usual_ms} ms as usual.</source>
   <translation>训练一步在“{mode}”模式下需要 {step_ms} 毫秒，平常需要 {usual_ms} 毫秒。</translation>
  </message>
  <message>
   <source>A video is signed with a certificate and its key, and only one of them was given.</source>
   <translation>为视频签名需要证书及其密钥，但只提供了其中一个。</translation>
  </message>
  <message>
   <source>A video with only one person gives better results.</source>
   <translation>只有一个人的视频效果更好。</translation>
  </message>
  <message>
   <source>AVE audio encoder</source>
   <translation>AVE 音频编码器</translation>
  </message>
  <message>
   <source>AVE · research code</source>
   <translation>AVE · 研究代码</translation>
  </message>
  <message>
   <source>About {needed_gb} GB will be needed, but only {free_gb} GB are free on the disk.</source>
   <translation>大约需要 {needed_gb} GB，但磁盘只剩 {free_gb} GB 可用。</translation>
  </message>
  <message>
   <source>Add --force to start a new training beside them.</source>
   <translation>添加 --force 可在保留它们的同时开始新的训练。</translation>
  </message>
  <message>
   <source>Another person is on screen for {seconds} s in place of the chosen one; these {frames} frames are left out of training.</source>
   <translation>有 {seconds} 秒画面中是另一个人而非所选人物；这 {frames} 帧不参与训练。</translation>
  </message>
  <message>
   <source>Another process (number {pid}) is already working on “{name}”.</source>
   <translation>另一个进程（编号 {pid}）正在处理“{name}”。</translation>
  </message>
  <message>
   <source>Another training has saved checkpoints meanwhile: this one continues with epoch {epoch}.</source>
   <translation>期间另一次训练保存了检查点：本次训练从第 {epoch} 轮继续。</translation>
  </message>
  <message>
   <source>Audio and video are in sync.</source>
   <translation>音画同步。</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>Batch size {found} becomes {wanted}; the training continues at the same epoch.</source>
   <translation>批大小由 {found} 改为 {wanted}；训练从同一轮继续。</translation>
  </message>
  <message>
   <source>Best</source>
   <translation>最佳</translation>
  </message>
  <message>
   <source>C2PA certificate</source>
   <translation>C2PA 证书</translation>
  </message>
  <message>
   <source>C2PA key</source>
   <translation>C2PA 密钥</translation>
  </message>
  <message>
   <source>Captions cannot be made in “{language}”: Whisper does not know this code of a language.</source>
   <translation>无法生成“{language}”字幕：Whisper 不认识这个语言代码。</translation>
  </message>
  <message>
   <source>Change to another folder (cd) and start again.</source>
   <translation>请切换到其他文件夹 (cd) 后重新开始。</translation>
  </message>
  <message>
   <source>Check that Ray is running there, or leave --ray out to use this machine alone.</source>
   <translation>请确认 Ray 正在该处运行，或去掉 --ray，只使用本机。</translation>
  </message>
  <message>
   <source>Check that it plays in a video player; if it does, save it as MP4 and try again.</source>
   <translation>请确认视频能在播放器中播放；若可以，请另存为 MP4 后重试。</translation>
  </message>
  <message>
   <source>Check that the right recording was used.</source>
   <translation>请确认使用了正确的录音。</translation>
  </message>
  <message>
   <source>Check the address and the stream key, and that the server is running and can be reached.</source>
   <translation>请检查地址和推流密钥，并确认服务器正在运行且可以访问。</translation>
  </message>
  <message>
   <source>Check the audio, or give what is said with --transcript.</source>
   <translation>请检查音频，或用 --transcript 提供所说的内容。</translation>
  </message>
  <message>
   <source>Check the connection, or download the file elsewhere and import it.</source>
   <translation>请检查网络连接，或在别处下载该文件后导入。</translation>
  </message>
  <message>
   <source>Check the focus and the light, and hold the camera still.</source>
   <translation>请检查对焦和光线，并保持相机稳定。</translation>
  </message>
  <message>
   <source>Check the focus, or cut these parts out.</source>
   <translation>请检查对焦，或剪去这些部分。</translation>
  </message>
  <message>
   <source>Check the internet connection and try again, or download the file on another computer and run “synctalk models import FILE”.</source>
   <translation>请检查网络连接后重试，或在另一台电脑上下载该文件，再运行“synctalk models import FILE”。</translation>
  </message>
  <message>
   <source>Check the language with --captions_language; Chinese characters do not show their sound.</source>
   <translation>请用 --captions_language 检查语言；汉字不显示读音。</translation>
  </message>
  <message>
   <source>Check the name, or preprocess the video first.</source>
   <translation>请检查名称，或先预处理视频。</translation>
  </message>
  <message>
   <source>Check the network and the disk, then start again.</source>
   <translation>请检查网络和磁盘，然后重新开始。</translation>
  </message>
  <message>
   <source>Check the path, or train a SyncNet with --train_syncnet.</source>
   <translation>请检查路径，或用 --train_syncnet 训练 SyncNet。</translation>
  </message>
  <message>
   <source>Check the path, reconnect the drive or network folder, and start again; saved work is kept.</source>
   <translation>请检查路径，重新连接磁盘或网络文件夹，然后重新开始；已保存的工作会保留。</translation>
  </message>
  <message>
   <source>Check the path.</source>
   <translation>请检查路径。</translation>
  </message>
  <message>
   <source>Check the permissions of that file and its folder, or choose another folder.</source>
   <translation>请检查该文件及其文件夹的权限，或选择其他文件夹。</translation>
  </message>
  <message>
   <source>Choose --format h264, or leave out --c2pa_cert and --c2pa_key.</source>
   <translation>请选择 --format h264，或去掉 --c2pa_cert 和 --c2pa_key。</translation>
  </message>
  <message>
   <source>Choose --start_frame and --end_frame within the video, the end not before the start.</source>
   <translation>请在视频范围内选择 --start_frame 和 --end_frame，且结束帧不早于起始帧。</translation>
  </message>
  <message>
   <source>Choose ProRes 4444, VP9, lossless or PNG (--format), or a background that is a colour or a picture.</source>
   <translation>请选择 ProRes 4444、VP9、无损或 PNG（--format），或者用颜色或图片作为背景。</translation>
  </message>
  <message>
   <source>Choose ProRes 4444, VP9, lossless or PNG as the format, or another background.</source>
   <translation>请选择 ProRes 4444、VP9、无损或 PNG 格式，或选择其他背景。</translation>
  </message>
  <message>
   <source>Choose a PNG or JPEG file, or a colour such as #00b140.</source>
   <translation>请选择 PNG 或 JPEG 文件，或 #00b140 这样的颜色。</translation>
  </message>
  <message>
   <source>Choose a colour or a picture: --background #00b140 can be made transparent by OBS and by video editors (chroma key).</source>
   <translation>请选择颜色或图片：--background #00b140 可由 OBS 和视频编辑软件抠像（色键）为透明。</translation>
  </message>
  <message>
   <source>Choose a dataset folder (full_body_img, landmarks, aud_*.npy), a checkpoint (.pth), a folder of checkpoints, or a .zip from “synctalk export”.</source>
   <translation>请选择数据集文件夹（full_body_img、landmarks、aud_*.npy）、检查点 (.pth)、检查点文件夹，或由“synctalk export”导出的 .zip。</translation>
  </message>
  <message>
   <source>Choose a file in it.</source>
   <translation>请选择其中的一个文件。</translation>
  </message>
  <message>
   <source>Choose a file name that ends in .png or .jpg.</source>
   <translation>请选择以 .png 或 .jpg 结尾的文件名。</translation>
  </message>
  <message>
   <source>Choose a folder that contains speech files.</source>
   <translation>请选择含语音文件的文件夹。</translation>
  </message>
  <message>
   <source>Choose a longer one with --token, or leave out --host and --token.</source>
   <translation>请用 --token 选择更长的令牌，或去掉 --host 和 --token。</translation>
  </message>
  <message>
   <source>Choose a name with only letters, digits, spaces, dots, hyphens and underscores.</source>
   <translation>名称只能包含字母、数字、空格、点、连字符和下划线。</translation>
  </message>
  <message>
   <source>Choose a video of a person talking.</source>
   <translation>请选择有人讲话的视频。</translation>
  </message>
  <message>
   <source>Choose an audio or video file with speech.</source>
   <translation>请选择含语音的音频或视频文件。</translation>
  </message>
  <message>
   <source>Choose an earlier --part_from.</source>
   <translation>请选择更早的 --part_from。</translation>
  </message>
  <message>
   <source>Choose an earlier --preview_from.</source>
   <translation>请选择更早的 --preview_from。</translation>
  </message>
  <message>
   <source>Choose another checkpoint.</source>
   <translation>请选择其他检查点。</translation>
  </message>
  <message>
   <source>Choose another folder, or move those files somewhere else.</source>
   <translation>请选择其他文件夹，或将这些文件移到别处。</translation>
  </message>
  <message>
   <source>Choose another format, or install PyAV from PyPI: pip install --force-reinstall av</source>
   <translation>请选择其他格式，或从 PyPI 安装 PyAV：pip install --force-reinstall av</translation>
  </message>
  <message>
   <source>Choose another name, or use --force to replace it.</source>
   <translation>请选择其他名称，或用 --force 替换。</translation>
  </message>
  <message>
   <source>Choose another name.</source>
   <translation>请选择其他名称。</translation>
  </message>
  <message>
   <source>Choose another path.</source>
   <translation>请选择其他路径。</translation>
  </message>
  <message>
   <source>Choose another port with --port, or --port 0 for a free one.</source>
   <translation>请用 --port 选择其他端口，或用 --port 0 自动选择空闲端口。</translation>
  </message>
  <message>
   <source>Choose different GPUs, such as cuda:0,cuda:1, or several CPU processes, such as cpu,cpu.</source>
   <translation>请选择不同的 GPU，如 cuda:0,cuda:1，或多个 CPU 进程，如 cpu,cpu。</translation>
  </message>
  <message>
   <source>Choose one device with --device.</source>
   <translation>请用 --device 选择一台设备。</translation>
  </message>
  <message>
   <source>Choose one of them with --voice.</source>
   <translation>请用 --voice 从中选择一个。</translation>
  </message>
  <message>
   <source>Choose one of these kinds: {kinds}.</source>
   <translation>请从以下类型中选择：{kinds}。</translation>
  </message>
  <message>
   <source>Choose one of: {available}.</source>
   <translation>请从中选择：{available}。</translation>
  </message>
  <message>
   <source>Choose one of: {available}; --device auto takes the best one there is.</source>
   <translation>请从中选择：{available}；--device auto 会使用最佳设备。</translation>
  </message>
  <message>
   <source>Choose other audio features.</source>
   <translation>请选择其他音频特征。</translation>
  </message>
  <message>
   <source>Choose the PEM files of a certificate for C2PA and of its key.</source>
   <translation>请选择 C2PA 证书及其密钥的 PEM 文件。</translation>
  </message>
  <message>
   <source>Choose the face</source>
   <translation>选择人脸</translation>
  </message>
  <message>
   <source>Choose the file itself: {filename}.</source>
   <translation>请选择文件本身：{filename}。</translation>
  </message>
  <message>
   <source>Choose the original file from its publisher: {filename}.</source>
   <translation>请选择发布者提供的原始文件：{filename}。</translation>
  </message>
  <message>
   <source>Choose the original file from its publisher; “synctalk models list” says where to get it.</source>
   <translation>请选择发布者提供的原始文件；“synctalk models list”会列出获取地址。</translation>
  </message>
  <message>
   <source>Choose the video that was rendered from this speech at this frame rate.</source>
   <translation>请选择以此帧率由此语音渲染的视频。</translation>
  </message>
  <message>
   <source>Clipped audio hides what is said.</source>
   <translation>削波会掩盖讲话内容。</translation>
  </message>
  <message>
   <source>Close other programs that use it and allow access to it in the system's privacy settings, then start again.</source>
   <translation>请关闭占用它的其他程序，并在系统的隐私设置中允许访问，然后重新开始。</translation>
  </message>
  <message>
   <source>Close other programs that use it and resume. Saved progress is kept.</source>
   <translation>请关闭占用它的其他程序后继续。已保存的进度会保留。</translation>
  </message>
  <message>
   <source>Close other programs that use this memory and resume with --continue_training, resume on the CPU with --continue_training --device cpu, or train a smaller network with --preset lite-160 --force. The last saved state is kept.</source>
   <translation>请关闭占用该内存的其他程序并用 --continue_training 继续，或用 --continue_training --device cpu 在 CPU 上继续，或用 --preset lite-160 --force 训练较小的网络。上次保存的状态会保留。</translation>
  </message>
  <message>
   <source>Close other programs that use this memory and resume with --continue_training; saved work is kept.</source>
   <translation>请关闭占用该内存的其他程序，并用 --continue_training 继续；已保存的工作会保留。</translation>
  </message>
  <message>
   <source>Close other programs that use this memory and resume, or choose a smaller preset. The last saved state is kept.</source>
   <translation>请关闭占用该内存的其他程序后继续，或选择较小的预设。上次保存的状态会保留。</translation>
  </message>
  <message>
   <source>Close other programs that use this memory, or choose the CPU in the status bar.</source>
   <translation>请关闭占用该内存的其他程序，或在状态栏中选择 CPU。</translation>
  </message>
  <message>
   <source>Close other programs that use this memory, or render on the CPU with --device cpu.</source>
   <translation>请关闭占用该内存的其他程序，或用 --device cpu 在 CPU 上渲染。</translation>
  </message>
  <message>
   <source>Close other programs that use this memory, or use the CPU with --device cpu.</source>
   <translation>请关闭占用该内存的其他程序，或用 --device cpu 使用 CPU。</translation>
  </message>
  <message>
   <source>Close the lips at p, b and m</source>
   <translation>在 p、b、m 处闭合嘴唇</translation>
  </message>
  <message>
   <source>Close the lips where p, b or m is said; for studio models.</source>
   <translation>在说 p、b、m 时闭合嘴唇；用于 studio 模型。</translation>
  </message>
  <message>
   <source>Connect one and allow programs to use it, or give a file: --audio_path FILE</source>
   <translation>请连接麦克风并允许程序使用，或指定文件：--audio_path FILE</translation>
  </message>
  <message>
   <source>Convert it to a standard (SDR, BT.709) video with a video editor.</source>
   <translation>请用视频编辑软件将其转换为标准视频（SDR、BT.709）。</translation>
  </message>
  <message>
   <source>Convert the file to WAV with another program, or copy the file again.</source>
   <translation>请用其他程序将该文件转换为 WAV，或重新复制该文件。</translation>
  </message>
  <message>
   <source>Convert the speech to WAV and render again; if that does not help, please report it.</source>
   <translation>请将语音转换为 WAV 后重新渲染；若仍无效，请报告此问题。</translation>
  </message>
  <message>
   <source>Copy or download the file again to get the complete video.</source>
   <translation>请重新复制或下载该文件，以获得完整的视频。</translation>
  </message>
  <message>
   <source>Copy or download the file again, or use the original recording.</source>
   <translation>请重新复制或下载该文件，或使用原始录像。</translation>
  </message>
  <message>
   <source>Copy or download the file again.</source>
   <translation>请重新复制或下载该文件。</translation>
  </message>
  <message>
   <source>Copy the file again, or repair it with the program that recorded it.</source>
   <translation>请重新复制该文件，或用录制它的程序修复。</translation>
  </message>
  <message>
   <source>Correct audio that is early or late by more than one frame, if this was measured reliably.</source>
   <translation>如果测量可靠，则校正提前或滞后超过一帧的音频。</translation>
  </message>
  <message>
   <source>Correct them and try again.</source>
   <translation>请更正后重试。</translation>
  </message>
  <message>
   <source>Cut that part out of the video.</source>
   <translation>请从视频中剪去这一部分。</translation>
  </message>
  <message>
   <source>Cut the end off the video.</source>
   <translation>请剪去视频的结尾。</translation>
  </message>
  <message>
   <source>Cut the video to the parts in which the person is visible.</source>
   <translation>请只保留能看到人物的部分。</translation>
  </message>
  <message>
   <source>Cut these parts out, or film from the front.</source>
   <translation>请剪去这些部分，或从正面拍摄。</translation>
  </message>
  <message>
   <source>Cut these parts out, or film in even light.</source>
   <translation>请剪去这些部分，或在均匀的光线下拍摄。</translation>
  </message>
  <message>
   <source>Cut these parts out: the model would learn what covers the mouth.</source>
   <translation>请剪去这些部分：否则模型会学到遮住嘴部的东西。</translation>
  </message>
  <message>
   <source>Dolby Vision without an ordinary image (profile 5)</source>
   <translation>不含普通画面的 Dolby Vision（profile 5）</translation>
  </message>
  <message>
   <source>Download it again with “synctalk models install {asset}”, or import another copy with “synctalk models import FILE --id {asset}”.</source>
   <translation>请用“synctalk models install {asset}”重新下载，或用“synctalk models import FILE --id {asset}”导入另一份。</translation>
  </message>
  <message>
   <source>Download the add-on for this version of the program and this operating system.</source>
   <translation>请下载适用于此程序版本和此操作系统的附加组件。</translation>
  </message>
  <message>
   <source>Download {filename} in a browser from {page}, then import it under Help, Model weights.</source>
   <translation>请用浏览器从 {page} 下载 {filename}，再通过“帮助”&gt;“模型权重”导入。</translation>
  </message>
  <message>
   <source>Download {filename} in a browser from {page}, then run “synctalk models import {filename} --id {asset}”.</source>
   <translation>请用浏览器从 {page} 下载 {filename}，再运行“synctalk models import {filename} --id {asset}”。</translation>
  </message>
  <message>
   <source>EfficientNet-Lite0, ImageNet</source>
   <translation>EfficientNet-Lite0，ImageNet</translation>
  </message>
  <message>
   <source>EfficientNet-Lite2, ImageNet</source>
   <translation>EfficientNet-Lite2，ImageNet</translation>
  </message>
  <message>
   <source>Encoding on the hardware encoder {encoder}.</source>
   <translation>正在用硬件编码器 {encoder} 编码。</translation>
  </message>
  <message>
   <source>Enough speech to learn from.</source>
   <translation>有足够的语音可供学习。</translation>
  </message>
  <message>
   <source>Epochs</source>
   <translation>训练轮数</translation>
  </message>
  <message>
   <source>Export it again with “synctalk export”, or copy the file again.</source>
   <translation>请用“synctalk export”重新导出，或重新复制该文件。</translation>
  </message>
  <message>
   <source>Export or copy it again.</source>
   <translation>请重新导出或复制。</translation>
  </message>
  <message>
   <source>Exporting ONNX needs the package onnx, which is not installed.</source>
   <translation>导出 ONNX 需要软件包 onnx，而它未安装。</translation>
  </message>
  <message>
   <source>Extra training for lip sync</source>
   <translation>额外的唇形同步训练</translation>
  </message>
  <message>
   <source>FAT32 drives hold files of up to 4 GB. Move the project to a drive formatted as NTFS, exFAT, APFS or ext4, and start again.</source>
   <translation>FAT32 磁盘上的文件最大为 4 GB。请将项目移到 NTFS、exFAT、APFS 或 ext4 格式的磁盘，然后重新开始。</translation>
  </message>
  <message>
   <source>Face crops and audio features stay in the memory of {device} ({size_mb} MB).</source>
   <translation>人脸裁剪图和音频特征保留在 {device} 的内存中（{size_mb} MB）。</translation>
  </message>
  <message>
   <source>Face detector, full range</source>
   <translation>人脸检测器，全范围</translation>
  </message>
  <message>
   <source>Face mesh, 468 points</source>
   <translation>面部网格，468 点</translation>
  </message>
  <message>
   <source>Face mesh, 478 points</source>
   <translation>面部网格，478 点</translation>
  </message>
  <message>
   <source>Film closer: good results start at about 250 px.</source>
   <translation>请靠近拍摄：约 250 像素以上效果才好。</translation>
  </message>
  <message>
   <source>Film from the front.</source>
   <translation>请从正面拍摄。</translation>
  </message>
  <message>
   <source>Finished videos that are kept: {count}.</source>
   <translation>保留的已完成视频：{count} 个。</translation>
  </message>
  <message>
   <source>Fix audio sync</source>
   <translation>校正音画同步</translation>
  </message>
  <message>
   <source>Fo&amp;rmat</source>
   <translation>格式(&amp;R)</translation>
  </message>
  <message>
   <source>For an export that runs there unchanged, train a new model with AVE features (--asr ave --force).</source>
   <translation>若要导出后无需修改即可在那里运行，请用 AVE 特征训练新模型 (--asr ave --force)。</translation>
  </message>
  <message>
   <source>Format in which the frames of the video are saved.</source>
   <translation>视频帧的保存格式。</translation>
  </message>
  <message>
   <source>Format of the video.</source>
   <translation>视频格式。</translation>
  </message>
  <message>
   <source>Forward and back</source>
   <translation>往复播放</translation>
  </message>
  <message>
   <source>Forward, in a loop</source>
   <translation>正向循环</translation>
  </message>
  <message>
   <source>Frames without a face are left out of training.</source>
   <translation>没有人脸的帧不参与训练。</translation>
  </message>
  <message>
   <source>Free some space on that disk and start again; finished work is kept.</source>
   <translation>请在该磁盘上腾出空间后重新开始；已完成的工作会保留。</translation>
  </message>
  <message>
   <source>Free some space on the disk, check the certificate, and render again.</source>
   <translation>请腾出磁盘空间，检查证书，然后重新渲染。</translation>
  </message>
  <message>
   <source>Free some space, choose another folder, or use --frame_format jpg.</source>
   <translation>请腾出空间、选择其他文件夹，或使用 --frame_format jpg。</translation>
  </message>
  <message>
   <source>Free some space, or choose a smaller preset.</source>
   <translation>请腾出空间，或选择较小的预设。</translation>
  </message>
  <message>
   <source>Free some space, or train a smaller network with --preset lite-160 --force.</source>
   <translation>请腾出空间，或用 --preset lite-160 --force 训练较小的网络。</translation>
  </message>
  <message>
   <source>From step {step} on, the loss includes fine detail, so the total loss rises.</source>
   <translation>从第 {step} 步起，损失计入精细细节，因此总损失会上升。</translation>
  </message>
  <message>
   <source>Give a code such as en, de, fr or zh with --captions_language, or leave the option out: the language is then detected.</source>
   <translation>请用 --captions_language 给出 en、de、fr 或 zh 这样的代码，或省略该选项：此时会自动检测语言。</translation>
  </message>
  <message>
   <source>Give both --c2pa_cert and --c2pa_key, or neither.</source>
   <translation>请同时提供 --c2pa_cert 和 --c2pa_key，或两者都不提供。</translation>
  </message>
  <message>
   <source>Give the matte one grey image per frame of the preprocessed video, of the same size, with the frame's number as its name (000000.png).</source>
   <translation>遮罩应为预处理过的视频的每一帧提供一张同样大小的灰度图像，以帧号命名 (000000.png)。</translation>
  </message>
  <message>
   <source>Give the new video another name with --name, or keep what is there with --skip_frames, --skip_landmarks or --skip_audio.</source>
   <translation>请用 --name 为新视频另取名称，或用 --skip_frames、--skip_landmarks 或 --skip_audio 保留现有数据。</translation>
  </message>
  <message>
   <source>Give the person and the day: synctalk consent --name NAME --person NAME --date 2026-01-31</source>
   <translation>请指定人物和日期：synctalk consent --name NAME --person NAME --date 2026-01-31</translation>
  </message>
  <message>
   <source>Good. Train {minutes} min more for better lip sync.</source>
   <translation>良好。再训练 {minutes} 分钟可改善唇形同步。</translation>
  </message>
  <message>
   <source>Good. Train {minutes} min more for clearer mouth shapes.</source>
   <translation>良好。再训练 {minutes} 分钟可使嘴形更分明。</translation>
  </message>
  <message>
   <source>Good. Train {minutes} min more for more natural skin.</source>
   <translation>良好。再训练 {minutes} 分钟可使皮肤更自然。</translation>
  </message>
  <message>
   <source>Good. Train {minutes} min more for sharper teeth.</source>
   <translation>良好。再训练 {minutes} 分钟可使牙齿更清晰。</translation>
  </message>
  <message>
   <source>H.264 · plays everywhere</source>
   <translation>H.264 · 处处可播放</translation>
  </message>
  <message>
   <source>HEVC, 10 bit · smaller</source>
   <translation>HEVC，10 位 · 更小</translation>
  </message>
  <message>
   <source>Hands and microphones would be learned as part of the mouth.</source>
   <translation>否则手和麦克风会被当作嘴部的一部分来学习。</translation>
  </message>
  <message>
   <source>Head movement is smooth in every rendered video.</source>
   <translation>渲染的视频中头部动作都会流畅。</translation>
  </message>
  <message>
   <source>Head movement is taken from the video, starting at this frame.</source>
   <translation>从这一帧开始沿用视频中的头部动作。</translation>
  </message>
  <message>
   <source>Help, Model weights lists the supported files and their publishers.</source>
   <translation>“帮助”&gt;“模型权重”中列出了支持的文件及其发布者。</translation>
  </message>
  <message>
   <source>High</source>
   <translation>高</translation>
  </message>
  <message>
   <source>How far the mouth opens, against what the audio asks for; for studio models.</source>
   <translation>嘴部张开的幅度，相对于音频所需的幅度；用于 studio 模型。</translation>
  </message>
  <message>
   <source>How lifelike the model is, and how fast.</source>
   <translation>模型的逼真程度和速度。</translation>
  </message>
  <message>
   <source>How the speech is turned into audio features, which the model learns from.</source>
   <translation>如何把语音转换为模型学习所用的音频特征。</translation>
  </message>
  <message>
   <source>HuBERT large</source>
   <translation>HuBERT large</translation>
  </message>
  <message>
   <source>HuBERT · any language</source>
   <translation>HuBERT · 任何语言</translation>
  </message>
  <message>
   <source>If bright parts of the face lose detail, record without HDR.</source>
   <translation>如果面部亮处丢失细节，请关闭 HDR 录制。</translation>
  </message>
  <message>
   <source>If it sounds wrong, convert the file to WAV first and use that.</source>
   <translation>如果听起来不对，请先将该文件转换为 WAV 再使用。</translation>
  </message>
  <message>
   <source>Images in each training step. Fewer need less memory.</source>
   <translation>每个训练步骤的图像数。数量越少，占用内存越少。</translation>
  </message>
  <message>
   <source>Images of the validation frames are saved in {path}.</source>
   <translation>验证帧的图像已保存到 {path}。</translation>
  </message>
  <message>
   <source>Import it as a model: File, Import.</source>
   <translation>请作为模型导入：“文件”&gt;“导入”。</translation>
  </message>
  <message>
   <source>Import it under Help, Model weights.</source>
   <translation>请通过“帮助”&gt;“模型权重”导入。</translation>
  </message>
  <message>
   <source>In {frames} frames the face touches the edge of the image; the research program crops it there without padding.</source>
   <translation>有 {frames} 帧的人脸触及图像边缘；研究程序在该处裁剪时不补边。</translation>
  </message>
  <message>
   <source>Include some of the excluded frames again.</source>
   <translation>请重新纳入部分已排除的帧。</translation>
  </message>
  <message>
   <source>Install a Chinese font such as Noto Sans CJK, or use --label eu.</source>
   <translation>请安装中文字体，如 Noto Sans CJK，或使用 --label eu。</translation>
  </message>
  <message>
   <source>Install it beside this program with “pip install ray”, or leave --ray out to use this machine alone.</source>
   <translation>请用“pip install ray”将它安装到本程序的环境中，或去掉 --ray，只使用本机。</translation>
  </message>
  <message>
   <source>Install it, for example with “sudo apt install libportaudio2” on Debian and Ubuntu.</source>
   <translation>请安装它，例如在 Debian 和 Ubuntu 上运行“sudo apt install libportaudio2”。</translation>
  </message>
  <message>
   <source>Install or import them again under Help, Model weights.</source>
   <translation>请通过“帮助”&gt;“模型权重”重新安装或导入。</translation>
  </message>
  <message>
   <source>Install or import them under Help, Model weights.</source>
   <translation>请通过“帮助”&gt;“模型权重”安装或导入。</translation>
  </message>
  <message>
   <source>Install the optional packages: pip install synctalk-studio[c2pa]. The downloaded program cannot add them; install SyncTalk Studio by pip.</source>
   <translation>请安装可选软件包：pip install synctalk-studio[c2pa]。下载版程序无法添加它们，请用 pip 安装 SyncTalk Studio。</translation>
  </message>
  <message>
   <source>Install the optional packages: pip install synctalk-studio[onnx]. The downloaded program cannot add them; install SyncTalk Studio by pip.</source>
   <translation>请安装可选软件包：pip install synctalk-studio[onnx]。下载版程序无法添加它们，请用 pip 安装 SyncTalk Studio。</translation>
  </message>
  <message>
   <source>Install the optional packages: pip install synctalk-studio[serve]. The downloaded program cannot add them; install SyncTalk Studio by pip.</source>
   <translation>请安装可选软件包：pip install synctalk-studio[serve]。下载版程序无法添加它们，请用 pip 安装 SyncTalk Studio。</translation>
  </message>
  <message>
   <source>Install the optional packages: pip install synctalk-studio[{extra}]. The downloaded program cannot add them; install SyncTalk Studio by pip.</source>
   <translation>请安装可选软件包：pip install synctalk-studio[{extra}]。下载版程序无法添加它们，请用 pip 安装 SyncTalk Studio。</translation>
  </message>
  <message>
   <source>Install them again under Help, Model weights.</source>
   <translation>请通过“帮助”&gt;“模型权重”重新安装。</translation>
  </message>
  <message>
   <source>Install them again: pip install --force-reinstall synctalk-studio[tts]</source>
   <translation>请重新安装：pip install --force-reinstall synctalk-studio[tts]</translation>
  </message>
  <message>
   <source>Install them here, or import the file under Help, Model weights.</source>
   <translation>请在此安装，或通过“帮助”&gt;“模型权重”导入文件。</translation>
  </message>
  <message>
   <source>Install what Qt needs and start again. On Debian and Ubuntu: “sudo apt install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxkbcommon-x11-0”. On Fedora: “sudo dnf install xcb-util-cursor xcb-util-wm xcb-util-keysyms xcb-util-image xcb-util-renderutil libxkbcommon-x11”.</source>
   <translation>请安装 Qt 所需的库后重新启动。Debian 和 Ubuntu：“sudo apt install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxkbcommon-x11-0”。Fedora：“sudo dnf install xcb-util-cursor xcb-util-wm xcb-util-keysyms xcb-util-image xcb-util-renderutil libxkbcommon-x11”。</translation>
  </message>
  <message>
   <source>Internal error: {detail}.</source>
   <translation>内部错误：{detail}。</translation>
  </message>
  <message>
   <source>It does not contain the preprocessed video. Before you render, preprocess {video} here as “{name}” with --asr_model {asr} --fps {fps}.</source>
   <translation>其中不含预处理过的视频。渲染前，请在此用 --asr_model {asr} --fps {fps} 将 {video} 预处理为“{name}”。</translation>
  </message>
  <message>
   <source>It does not contain the preprocessed video. Before you render, preprocess {video} here as “{name}”, with the audio features {asr} and {fps} fps.</source>
   <translation>其中不含预处理后的视频。渲染之前，请在此将 {video} 预处理为“{name}”，使用音频特征 {asr} 和 {fps} fps。</translation>
  </message>
  <message>
   <source>It has no gaps and follows the video’s clock.</source>
   <translation>没有间断，且与视频的时间一致。</translation>
  </message>
  <message>
   <source>It is not known how well this model fits this video. Look at the preview first.</source>
   <translation>尚不清楚此模型与此视频的契合程度。请先查看预览。</translation>
  </message>
  <message>
   <source>It may have been moved, renamed or deleted. Choose it again.</source>
   <translation>它可能已被移动、重命名或删除。请重新选择。</translation>
  </message>
  <message>
   <source>It was moved or deleted; refresh the list of projects.</source>
   <translation>它已被移动或删除；请刷新项目列表。</translation>
  </message>
  <message>
   <source>JPEG · a quarter of the size</source>
   <translation>JPEG · 体积为四分之一</translation>
  </message>
  <message>
   <source>Large enough for sharp lips and teeth.</source>
   <translation>足以呈现清晰的嘴唇和牙齿。</translation>
  </message>
  <message>
   <source>Leave out --closure, or train a model of the preset studio.</source>
   <translation>请去掉 --closure，或用 studio 预设训练模型。</translation>
  </message>
  <message>
   <source>Lips and teeth are softer than in the video.</source>
   <translation>嘴唇和牙齿不如视频中清晰。</translation>
  </message>
  <message>
   <source>Lips may be out of sync there. If this file is a copy, use the original recording.</source>
   <translation>该处唇形可能不同步。如果此文件是副本，请使用原始录像。</translation>
  </message>
  <message>
   <source>Live. Latency will be about {latency_ms} ms. Ctrl+C ends it.</source>
   <translation>实时。延迟约为 {latency_ms} 毫秒。按 Ctrl+C 结束。</translation>
  </message>
  <message>
   <source>Long enough: the model sees every mouth shape many times.</source>
   <translation>足够长：模型会多次看到每种嘴形。</translation>
  </message>
  <message>
   <source>Lossless FFV1 · archives</source>
   <translation>无损 FFV1 · 用于存档</translation>
  </message>
  <message>
   <source>Mel spectrogram · needs no download</source>
   <translation>梅尔频谱 · 无需下载</translation>
  </message>
  <message>
   <source>Minutes the training may take, including those of the runs that it continues.</source>
   <translation>训练时长上限（分钟），包括所继续的训练已用的时间。</translation>
  </message>
  <message>
   <source>Moonshine tiny, encoder</source>
   <translation>Moonshine tiny，编码器</translation>
  </message>
  <message>
   <source>Moonshine · smaller</source>
   <translation>Moonshine · 更小</translation>
  </message>
  <message>
   <source>Mouth opening</source>
   <translation>嘴部张开幅度</translation>
  </message>
  <message>
   <source>Move that folder somewhere else and start again.</source>
   <translation>请将该文件夹移到别处后重新开始。</translation>
  </message>
  <message>
   <source>Network: preset {preset}, as asked for, on {device}.</source>
   <translation>网络：预设 {preset}（按指定），设备 {device}。</translation>
  </message>
  <message>
   <source>Network: preset {preset}, on {device}. It is the most lifelike one; --preset 328 chooses the research script’s.</source>
   <translation>网络：预设 {preset}，设备 {device}。它最逼真；--preset 328 选用研究脚本的预设。</translation>
  </message>
  <message>
   <source>Network: preset {preset}, on {device}. The default, “studio”, needs the face tracking networks, which are not installed: “synctalk models install” gets them.</source>
   <translation>网络：预设 {preset}，设备 {device}。默认的“studio”需要人脸跟踪网络，而它们未安装：可用“synctalk models install”获取。</translation>
  </message>
  <message>
   <source>Network: preset {preset}, that of the checkpoint it starts from, on {device}.</source>
   <translation>网络：预设 {preset}（与起始检查点相同），设备 {device}。</translation>
  </message>
  <message>
   <source>Network: preset {preset}, that of the training that continues, on {device}.</source>
   <translation>网络：预设 {preset}（与所继续的训练相同），设备 {device}。</translation>
  </message>
  <message>
   <source>Network: {preset}, on {device}.</source>
   <translation>网络：{preset}，运行于 {device}。</translation>
  </message>
  <message>
   <source>Network: {preset}, on {device}. The default, “studio”, needs weights for face tracking. Install them under Help, Model weights.</source>
   <translation>网络：{preset}，运行于 {device}。默认的“studio”需要人脸跟踪权重，请在“帮助”的“模型权重”中安装。</translation>
  </message>
  <message>
   <source>No audio features found: {path} is missing.</source>
   <translation>未找到音频特征：缺少 {path}。</translation>
  </message>
  <message>
   <source>No face was found in {path} at {place}.</source>
   <translation>在 {path} 的 {place} 处未检测到人脸。</translation>
  </message>
  <message>
   <source>No face was found in {path}.</source>
   <translation>在 {path} 中未检测到人脸。</translation>
  </message>
  <message>
   <source>No face was found in {percent}% of the checked frames.</source>
   <translation>{percent}% 的受检帧中未检测到人脸。</translation>
  </message>
  <message>
   <source>No frame of “{name}” shows a usable face.</source>
   <translation>“{name}”没有一帧含可用的人脸。</translation>
  </message>
  <message>
   <source>No frames are missing or repeated.</source>
   <translation>没有缺失或重复的帧。</translation>
  </message>
  <message>
   <source>No hardware encoder works here (tried: {tried}); encoding on the CPU with {encoder}.</source>
   <translation>此处没有可用的硬件编码器（已尝试：{tried}）；正在用 {encoder} 在 CPU 上编码。</translation>
  </message>
  <message>
   <source>No job is running for “{name}”.</source>
   <translation>“{name}”没有正在运行的任务。</translation>
  </message>
  <message>
   <source>No microphone is named “{name}”; there are: {names}.</source>
   <translation>没有名为“{name}”的麦克风；可用的有：{names}。</translation>
  </message>
  <message>
   <source>No microphone was found.</source>
   <translation>未找到麦克风。</translation>
  </message>
  <message>
   <source>No p, b or m was recognized in {path}, so the lips close as the model has learnt it.</source>
   <translation>在 {path} 中未识别到 p、b 或 m，嘴唇按模型所学闭合。</translation>
  </message>
  <message>
   <source>No saved state of the training of “{name}” can be read; it starts again.</source>
   <translation>无法读取“{name}”任何已保存的训练状态；将重新开始训练。</translation>
  </message>
  <message>
   <source>No video was saved.</source>
   <translation>没有保存视频。</translation>
  </message>
  <message>
   <source>No virtual camera can be used: {reason}.</source>
   <translation>没有可用的虚拟摄像头：{reason}。</translation>
  </message>
  <message>
   <source>No words were recognized in {path}, so no captions were written.</source>
   <translation>在 {path} 中没有识别出任何词，因此没有写入字幕。</translation>
  </message>
  <message>
   <source>None</source>
   <translation>无</translation>
  </message>
  <message>
   <source>None of the checkpoints in {path} can be read, so there is nothing to continue from.</source>
   <translation>{path} 中的检查点都无法读取，因此无法继续训练。</translation>
  </message>
  <message>
   <source>Not measured yet.</source>
   <translation>尚未评估。</translation>
  </message>
  <message>
   <source>Not ready: the model ignores the audio. Record more speech.</source>
   <translation>尚未就绪：模型忽略音频。请录制更多语音。</translation>
  </message>
  <message>
   <source>Not ready: the model is no better than an average mouth. Train {minutes} min more.</source>
   <translation>尚未就绪：模型不比平均嘴部好。请再训练 {minutes} 分钟。</translation>
  </message>
  <message>
   <source>Not ready: the mouth is still blurred and does not follow the audio. Train {minutes} min more.</source>
   <translation>尚未就绪：嘴部仍然模糊，且不跟随音频。请再训练 {minutes} 分钟。</translation>
  </message>
  <message>
   <source>Not ready: there are no clear lips and teeth yet. Train {minutes} min more.</source>
   <translation>尚未就绪：唇和牙齿尚不清晰。请再训练 {minutes} 分钟。</translation>
  </message>
  <message>
   <source>Not signed</source>
   <translation>未签名</translation>
  </message>
  <message>
   <source>Nothing covers the mouth.</source>
   <translation>嘴部没有被遮挡。</translation>
  </message>
  <message>
   <source>Nothing downloads without your permission; answer yes, or use --yes.</source>
   <translation>未经允许不会下载任何内容；请回答 yes，或使用 --yes。</translation>
  </message>
  <message>
   <source>Nothing new was saved (stage: {stage}); existing files are unchanged.</source>
   <translation>没有保存新内容（阶段：{stage}）；现有文件未改变。</translation>
  </message>
  <message>
   <source>Nothing was downloaded: {assets}.</source>
   <translation>没有下载任何内容：{assets}。</translation>
  </message>
  <message>
   <source>Nothing was started. Each line is a video and a name, such as videos/may.mp4 May</source>
   <translation>没有开始任何任务。每行是一个视频和一个名称，例如 videos/may.mp4 May</translation>
  </message>
  <message>
   <source>Nothing was started. The form is {{"videos": [{{"path": "videos/may.mp4", "name": "May", "asr_model": "ave"}}]}}</source>
   <translation>没有开始任何任务。格式为 {{"videos": [{{"path": "videos/may.mp4", "name": "May", "asr_model": "ave"}}]}}</translation>
  </message>
  <message>
   <source>Nothing was started. The least that works is a table for each person:
[[person]]
name = "anna"
video = "videos/anna.mp4"</source>
   <translation>没有开始任何任务。至少需要为每个人物写一个表：
[[person]]
name = "anna"
video = "videos/anna.mp4"</translation>
  </message>
  <message>
   <source>Omit --device, or use --device cpu.</source>
   <translation>请去掉 --device，或使用 --device cpu。</translation>
  </message>
  <message>
   <source>On Windows and macOS install OBS Studio and start its virtual camera once. On Linux install v4l2loopback and run “sudo modprobe v4l2loopback exclusive_caps=1”. Close other programs that send to the camera.</source>
   <translation>在 Windows 和 macOS 上，请安装 OBS Studio 并启动一次其虚拟摄像头。在 Linux 上，请安装 v4l2loopback 并运行“sudo modprobe v4l2loopback exclusive_caps=1”。请关闭向该摄像头发送画面的其他程序。</translation>
  </message>
  <message>
   <source>Once, then the last frame</source>
   <translation>播放一次，然后停在最后一帧</translation>
  </message>
  <message>
   <source>One of the {count} training processes ended: {reason}.</source>
   <translation>{count} 个训练进程中有一个已结束：{reason}。</translation>
  </message>
  <message>
   <source>One person is in the video.</source>
   <translation>视频中只有一个人。</translation>
  </message>
  <message>
   <source>One transcript cannot be used for {count} speeches.</source>
   <translation>一份文稿不能用于 {count} 段语音。</translation>
  </message>
  <message>
   <source>One uncut scene gives better results; cut out the parts that look different.</source>
   <translation>单个未剪切的场景效果更好；请剪去画面不同的部分。</translation>
  </message>
  <message>
   <source>Only the steps since then are repeated.</source>
   <translation>只需重复此后的步。</translation>
  </message>
  <message>
   <source>Only training can use several devices ({device}).</source>
   <translation>只有训练可以使用多台设备 ({device})。</translation>
  </message>
  <message>
   <source>Only {percent}% of the recording is speech.</source>
   <translation>录像中只有 {percent}% 是语音。</translation>
  </message>
  <message>
   <source>Open it in a video editor, rotate it upright and export it.</source>
   <translation>请在视频编辑软件中打开，转正后导出。</translation>
  </message>
  <message>
   <source>Other faces appear in {frames} frames; one person is tracked throughout.</source>
   <translation>{frames} 帧中出现其他人脸；全程只跟踪一个人。</translation>
  </message>
  <message>
   <source>Other faces appear in {percent}% of the checked frames.</source>
   <translation>{percent}% 的受检帧中出现其他人脸。</translation>
  </message>
  <message>
   <source>Other people in the video: {count}, on screen for up to {seconds} s.</source>
   <translation>视频中的其他人物：{count} 个，出镜最长 {seconds} 秒。</translation>
  </message>
  <message>
   <source>PFLD landmarks, 110 points</source>
   <translation>PFLD 关键点，110 点</translation>
  </message>
  <message>
   <source>PFLD · research code</source>
   <translation>PFLD · 研究代码</translation>
  </message>
  <message>
   <source>PNG sequence and WAV</source>
   <translation>PNG 序列和 WAV</translation>
  </message>
  <message>
   <source>PNG · lossless</source>
   <translation>PNG · 无损</translation>
  </message>
  <message>
   <source>Passes through the video.</source>
   <translation>遍历视频的次数。</translation>
  </message>
  <message>
   <source>Paused.</source>
   <translation>已暂停。</translation>
  </message>
  <message>
   <source>Person segmentation</source>
   <translation>人物分割</translation>
  </message>
  <message>
   <source>Pipe raw audio into this command: mono, 16 bit, little endian, {rate_hz} samples a second (--pipe_rate_hz).</source>
   <translation>请通过管道将原始音频传入此命令：单声道，16 位，小端序，每秒 {rate_hz} 个采样 (--pipe_rate_hz)。</translation>
  </message>
  <message>
   <source>Please report it and attach the log of this run.</source>
   <translation>请报告此问题，并附上本次运行的日志。</translation>
  </message>
  <message>
   <source>Port {port} of {host} cannot be used: {reason}.</source>
   <translation>无法使用 {host} 的端口 {port}：{reason}。</translation>
  </message>
  <message>
   <source>Preprocess a video in which the face is visible.</source>
   <translation>请预处理人脸可见的视频。</translation>
  </message>
  <message>
   <source>Preprocess both with the same --asr_model and --fps.</source>
   <translation>请用相同的 --asr_model 和 --fps 预处理两者。</translation>
  </message>
  <message>
   <source>Preprocess it again; intact files are kept.</source>
   <translation>请重新预处理；完好的文件会保留。</translation>
  </message>
  <message>
   <source>Preprocess it first: “synctalk preprocess --video_path VIDEO --name {name}”.</source>
   <translation>请先预处理：“synctalk preprocess --video_path VIDEO --name {name}”。</translation>
  </message>
  <message>
   <source>Preprocess the video again with these audio features.</source>
   <translation>请用这种音频特征重新预处理视频。</translation>
  </message>
  <message>
   <source>Preprocess the video again without --skip_landmarks; intact files are kept.</source>
   <translation>请去掉 --skip_landmarks 重新预处理视频；完好的文件会保留。</translation>
  </message>
  <message>
   <source>Preprocess the video again.</source>
   <translation>请重新预处理视频。</translation>
  </message>
  <message>
   <source>Preprocess the video again; intact files are kept.</source>
   <translation>请重新预处理视频；完好的文件会保留。</translation>
  </message>
  <message>
   <source>Preprocess the video first.</source>
   <translation>请先预处理视频。</translation>
  </message>
  <message>
   <source>Preprocess the video under another --name with --asr_model hubert before you train a model for rendering.</source>
   <translation>训练用于渲染的模型前，请以其他 --name 和 --asr_model hubert 预处理视频。</translation>
  </message>
  <message>
   <source>Preprocess the video with --asr_model {kind}.</source>
   <translation>请用 --asr_model {kind} 预处理视频。</translation>
  </message>
  <message>
   <source>Preprocess the video with the --asr_model that it was trained with, or choose another checkpoint with --checkpoint.</source>
   <translation>请用其训练时的 --asr_model 预处理视频，或用 --checkpoint 选择其他检查点。</translation>
  </message>
  <message>
   <source>Preprocessing corrects it, unless that is turned off.</source>
   <translation>预处理会予以校正，除非已关闭此功能。</translation>
  </message>
  <message>
   <source>ProRes 4444 · for editing</source>
   <translation>ProRes 4444 · 用于剪辑</translation>
  </message>
  <message>
   <source>Put it into a folder that all machines of the cluster have at the same path.</source>
   <translation>请将它放到集群中所有机器都能以同一路径访问的文件夹。</translation>
  </message>
  <message>
   <source>Put the video there, or preprocess it first: “synctalk preprocess --video_path VIDEO --name {name}”.</source>
   <translation>请将视频放到该处，或先预处理：“synctalk preprocess --video_path VIDEO --name {name}”。</translation>
  </message>
  <message>
   <source>Quality of H.264, HEVC and VP9; the other formats keep everything.</source>
   <translation>H.264、HEVC 和 VP9 的质量；其他格式会保留全部细节。</translation>
  </message>
  <message>
   <source>Raise --time_budget_min, or train the SyncNet once without it: it is kept.</source>
   <translation>请增大 --time_budget_min，或去掉它先训练一次 SyncNet：训练结果会保留。</translation>
  </message>
  <message>
   <source>Ready.</source>
   <translation>已就绪。</translation>
  </message>
  <message>
   <source>Record again with a lower input level or further from the microphone.</source>
   <translation>请降低输入电平或离麦克风远一些，重新录制。</translation>
  </message>
  <message>
   <source>Record at 25 frames per second or more.</source>
   <translation>请以每秒 25 帧或更高的帧率录制。</translation>
  </message>
  <message>
   <source>Record in a quieter room, closer to the microphone.</source>
   <translation>请在更安静的房间、离麦克风更近处录制。</translation>
  </message>
  <message>
   <source>Record the speech or choose an audio file, or install the optional packages, which the downloaded program cannot add: pip install synctalk-studio[tts]</source>
   <translation>请录制语音或选择音频文件；或安装可选软件包（下载版程序无法添加）：pip install synctalk-studio[tts]</translation>
  </message>
  <message>
   <source>Reinstall the program.</source>
   <translation>请重新安装程序。</translation>
  </message>
  <message>
   <source>Reinstall the program; if that does not help, please report this message.</source>
   <translation>请重新安装程序；若仍无效，请报告此消息。</translation>
  </message>
  <message>
   <source>Rename the file and import it again.</source>
   <translation>请重命名文件后再导入。</translation>
  </message>
  <message>
   <source>Render each speech with its own --transcript.</source>
   <translation>请分别渲染每段语音，各用其 --transcript。</translation>
  </message>
  <message>
   <source>Render it again; if it fails again, please report it with the log of this run.</source>
   <translation>请重新渲染；若再次失败，请报告此问题并附上本次运行的日志。</translation>
  </message>
  <message>
   <source>Restore the videos, or add --force to start a new training beside it.</source>
   <translation>请恢复这些视频，或添加 --force，在保留原训练的同时开始新的训练。</translation>
  </message>
  <message>
   <source>Resume from the last saved state with a lower learning rate: --continue_training --lr {suggestion}.</source>
   <translation>请用较低的学习率从上次保存的状态继续：--continue_training --lr {suggestion}。</translation>
  </message>
  <message>
   <source>Resume: it continues from the last saved state.</source>
   <translation>请点击“继续”：将从上次保存的状态继续。</translation>
  </message>
  <message>
   <source>Resumed from step {step}.</source>
   <translation>已从第 {step} 步继续。</translation>
  </message>
  <message>
   <source>Resumed.</source>
   <translation>已继续。</translation>
  </message>
  <message>
   <source>Run again without {option} to extract the {stage} from the video.</source>
   <translation>请去掉 {option} 重新运行，以从视频中提取 {stage}。</translation>
  </message>
  <message>
   <source>Run again without {option} to extract the {stage} from this video.</source>
   <translation>请去掉 {option} 重新运行，以从此视频中提取 {stage}。</translation>
  </message>
  <message>
   <source>Run again without {option} to extract the {stage}.</source>
   <translation>请去掉 {option} 重新运行，以提取 {stage}。</translation>
  </message>
  <message>
   <source>Run it again; finished work is kept. The details are in {path}.</source>
   <translation>请重新运行；已完成的工作会保留。详细信息见 {path}。</translation>
  </message>
  <message>
   <source>Run “synctalk doctor --video_path {path}” to see who is in the video, and when.</source>
   <translation>运行“synctalk doctor --video_path {path}”可查看视频中有谁、何时出现。</translation>
  </message>
  <message>
   <source>Run “synctalk doctor --video_path {path}” to see who is in the video.</source>
   <translation>运行“synctalk doctor --video_path {path}”可查看视频中有谁。</translation>
  </message>
  <message>
   <source>Run “synctalk import {path} --name NAME”. If the file does not record its audio features, add --asr.</source>
   <translation>请运行“synctalk import {path} --name NAME”。若文件未注明其音频特征，请添加 --asr。</translation>
  </message>
  <message>
   <source>Run “synctalk models import {path}”.</source>
   <translation>请运行“synctalk models import {path}”。</translation>
  </message>
  <message>
   <source>Run “synctalk models install face_detector_full_range face_mesh_478”, then evaluate again.</source>
   <translation>请运行“synctalk models install face_detector_full_range face_mesh_478”，然后重新评估。</translation>
  </message>
  <message>
   <source>Run “synctalk models install face_detector_full_range face_mesh_478”, then resume with --continue_training.</source>
   <translation>请运行“synctalk models install face_detector_full_range face_mesh_478”，然后用 --continue_training 继续。</translation>
  </message>
  <message>
   <source>Run “synctalk models install {asset}”, or import the file with “synctalk models import FILE”.</source>
   <translation>请运行“synctalk models install {asset}”，或用“synctalk models import FILE”导入文件。</translation>
  </message>
  <message>
   <source>Run “synctalk models install {asset}”, then resume with --continue_training.</source>
   <translation>请运行“synctalk models install {asset}”，然后用 --continue_training 继续。</translation>
  </message>
  <message>
   <source>Same as audio file</source>
   <translation>与音频文件同名</translation>
  </message>
  <message>
   <source>Same as preprocessing</source>
   <translation>与预处理相同</translation>
  </message>
  <message>
   <source>Save it as WAV or MP3 and try again.</source>
   <translation>请保存为 WAV 或 MP3 后重试。</translation>
  </message>
  <message>
   <source>Save what is said as a UTF-8 text or SRT file.</source>
   <translation>请将讲话内容保存为 UTF-8 文本或 SRT 文件。</translation>
  </message>
  <message>
   <source>Save what is to be said as a UTF-8 text file.</source>
   <translation>请将要讲的内容保存为 UTF-8 文本文件。</translation>
  </message>
  <message>
   <source>Saved as asked.</source>
   <translation>已按要求保存。</translation>
  </message>
  <message>
   <source>Saved epoch {epoch} (step {step}), best so far.</source>
   <translation>已保存第 {epoch} 轮（第 {step} 步），目前最佳。</translation>
  </message>
  <message>
   <source>Saved epoch {epoch} (step {step}).</source>
   <translation>已保存第 {epoch} 轮（第 {step} 步）。</translation>
  </message>
  <message>
   <source>Saved: {frames} of {total} frames, the landmarks of {landmarks}; the same command continues there.</source>
   <translation>已保存：{total} 帧中的 {frames} 帧，其中 {landmarks} 帧有关键点；用同一命令可由此继续。</translation>
  </message>
  <message>
   <source>Set the mouth opening to 1, or train a model of the preset studio.</source>
   <translation>请将嘴部张开幅度设为 1，或用预设 studio 训练模型。</translation>
  </message>
  <message>
   <source>Signing a video needs the package c2pa-python, which is not installed.</source>
   <translation>为视频签名需要软件包 c2pa-python，而它未安装。</translation>
  </message>
  <message>
   <source>Similar names: {similar}. “synctalk explain” without a name lists all metrics.</source>
   <translation>相近的名称：{similar}。不带名称运行“synctalk explain”可列出所有指标。</translation>
  </message>
  <message>
   <source>Small file</source>
   <translation>小文件</translation>
  </message>
  <message>
   <source>So short a training does not show yet what can be learned from this video.</source>
   <translation>训练时间太短，还看不出能从此视频中学到什么。</translation>
  </message>
  <message>
   <source>Something covers the mouth in {percent}% of the checked frames.</source>
   <translation>{percent}% 的受检帧中嘴部被遮挡。</translation>
  </message>
  <message>
   <source>Specify them with --asr.</source>
   <translation>请用 --asr 指定。</translation>
  </message>
  <message>
   <source>Speech for the sample clip</source>
   <translation>示例片段的语音</translation>
  </message>
  <message>
   <source>Speech is only {distance_db} dB louder than the background noise.</source>
   <translation>语音仅比背景噪声高 {distance_db} dB。</translation>
  </message>
  <message>
   <source>Speech is {distance_db} dB louder than the background.</source>
   <translation>语音比背景高 {distance_db} dB。</translation>
  </message>
  <message>
   <source>Speech {number} of {total}: {path}</source>
   <translation>第 {number} 段语音，共 {total} 段：{path}</translation>
  </message>
  <message>
   <source>Standard</source>
   <translation>标准</translation>
  </message>
  <message>
   <source>Start SyncTalk Studio on a desktop, or use the command line.</source>
   <translation>请在桌面环境中启动 SyncTalk Studio，或使用命令行。</translation>
  </message>
  <message>
   <source>Start a new training</source>
   <translation>开始新的训练</translation>
  </message>
  <message>
   <source>Start a new training beside what is there; no checkpoint is overwritten.</source>
   <translation>在保留现有内容的同时开始新的训练；不会覆盖任何检查点。</translation>
  </message>
  <message>
   <source>Start a training from it and name the preset: “synctalk train --name NAME --preset {preset} --from_checkpoint FILE”.</source>
   <translation>请以它为起点开始训练并指定预设：“synctalk train --name NAME --preset {preset} --from_checkpoint FILE”。</translation>
  </message>
  <message>
   <source>Start again to open it, or use another --to.</source>
   <translation>请重新开始以打开它，或使用其他 --to。</translation>
  </message>
  <message>
   <source>Start one first.</source>
   <translation>请先开始一个。</translation>
  </message>
  <message>
   <source>Starting from the weights of {path}.</source>
   <translation>从 {path} 的权重开始训练。</translation>
  </message>
  <message>
   <source>Steps take a little longer.</source>
   <translation>每步用时会稍长。</translation>
  </message>
  <message>
   <source>Steps take a little longer. Use --accumulate {parts} to start the next training this way.</source>
   <translation>每步用时会稍长。下次训练可用 --accumulate {parts} 直接以此方式开始。</translation>
  </message>
  <message>
   <source>Stop that training or let it finish. With --wait, this training starts as soon as the device is free.</source>
   <translation>请停止该训练或等它完成。使用 --wait，设备空闲后会立即开始本次训练。</translation>
  </message>
  <message>
   <source>Stop that training, or wait until it finishes.</source>
   <translation>请停止该训练，或等它完成。</translation>
  </message>
  <message>
   <source>Stopping: saving the training state first.</source>
   <translation>正在停止：先保存训练状态。</translation>
  </message>
  <message>
   <source>Sync loss is on.</source>
   <translation>同步损失已启用。</translation>
  </message>
  <message>
   <source>SyncNet does not learn to tell matching audio from shifted audio in this video (validation AUC {auc} after {step} steps); its training ends, and all time goes to the model.</source>
   <translation>SyncNet 在此视频中学不会区分匹配音频与错位音频（{step} 步后验证集 AUC {auc}）；其训练结束，全部时间用于模型。</translation>
  </message>
  <message>
   <source>SyncNet ready, validation AUC {auc}.</source>
   <translation>SyncNet 已就绪，验证集 AUC {auc}。</translation>
  </message>
  <message>
   <source>SyncNet training is saved at step {step} of {total}; the same command resumes it.</source>
   <translation>SyncNet 训练已保存在第 {step} 步（共 {total} 步）；用同一命令可继续。</translation>
  </message>
  <message>
   <source>SyncNet training is skipped: {path} fits this video (validation AUC {auc}).</source>
   <translation>已跳过 SyncNet 训练：{path} 适合此视频（验证集 AUC {auc}）。</translation>
  </message>
  <message>
   <source>SyncNet training is skipped; {path} is used.</source>
   <translation>已跳过 SyncNet 训练；使用 {path}。</translation>
  </message>
  <message>
   <source>SyncNet training resumes from an older state, or starts again.</source>
   <translation>SyncNet 训练会从较早的状态继续，或重新开始。</translation>
  </message>
  <message>
   <source>SyncNet training resumes from step {step}.</source>
   <translation>SyncNet 训练从第 {step} 步继续。</translation>
  </message>
  <message>
   <source>SyncTalk_2D's own inference_328.py encodes new speech with AVE only; this model needs a fork of it that encodes {asr}.</source>
   <translation>SyncTalk_2D 自带的 inference_328.py 只用 AVE 编码新语音；此模型需要支持 {asr} 编码的分支版本。</translation>
  </message>
  <message>
   <source>Text in the corner that says the video was made with AI.</source>
   <translation>在画面一角注明视频由 AI 制作的文字。</translation>
  </message>
  <message>
   <source>The HuBERT features of “{name}” come from layer 12, as in one fork; new speech is encoded by the last layer, and the two do not match.</source>
   <translation>“{name}”的 HuBERT 特征取自第 12 层（与某个分支版本相同）；新语音由最后一层编码，两者不匹配。</translation>
  </message>
  <message>
   <source>The PEM file of a certificate chain, to sign the video with.</source>
   <translation>用于签署视频的证书链 PEM 文件。</translation>
  </message>
  <message>
   <source>The PEM file of the certificate's private key.</source>
   <translation>证书私钥的 PEM 文件。</translation>
  </message>
  <message>
   <source>The SyncNet file {path} does not exist.</source>
   <translation>SyncNet 文件 {path} 不存在。</translation>
  </message>
  <message>
   <source>The SyncNet is not exported: the research program uses a different network.</source>
   <translation>不导出 SyncNet：研究程序使用不同的网络。</translation>
  </message>
  <message>
   <source>The SyncNet is too weak to help (validation AUC {auc}); training continues without it.</source>
   <translation>SyncNet 太弱，起不到作用（验证集 AUC {auc}）；训练将不使用它继续。</translation>
  </message>
  <message>
   <source>The SyncNet {path} cannot be used for this video: {reason}.</source>
   <translation>SyncNet {path} 不能用于此视频：{reason}。</translation>
  </message>
  <message>
   <source>The SyncNet {path} cannot tell this video's matching audio from shifted audio well enough (validation AUC {auc}, {needed} is needed).</source>
   <translation>SyncNet {path} 不能充分区分此视频的匹配音频与错位音频（验证集 AUC {auc}，需要 {needed}）。</translation>
  </message>
  <message>
   <source>The SyncNet {path} was not trained by this program for this video and is kept; the new one is saved as {own_path}.</source>
   <translation>SyncNet {path} 不是本程序为此视频训练的，会保留；新的保存为 {own_path}。</translation>
  </message>
  <message>
   <source>The audio continues for {seconds} s after the last frame; that part is left out.</source>
   <translation>最后一帧之后音频还有 {seconds} 秒；这部分已舍去。</translation>
  </message>
  <message>
   <source>The audio encoder of the kind {asr} was not exported: {reason}.</source>
   <translation>类型为 {asr} 的音频编码器未导出：{reason}。</translation>
  </message>
  <message>
   <source>The audio ends {seconds} s before the video; the rest is filled with silence.</source>
   <translation>音频比视频早结束 {seconds} 秒；其余部分以静音填充。</translation>
  </message>
  <message>
   <source>The audio features describe the speech, not the room.</source>
   <translation>音频特征描述的是语音，而不是房间。</translation>
  </message>
  <message>
   <source>The audio in {path} can be read only up to {seconds} s; the rest is missing.</source>
   <translation>{path} 中的音频只能读取到 {seconds} 秒；其余部分缺失。</translation>
  </message>
  <message>
   <source>The audio in {path} is not the speech that the lips were generated for, at {at_s} s.</source>
   <translation>{path} 中的音频在 {at_s} 秒处与生成唇形所用的语音不符。</translation>
  </message>
  <message>
   <source>The audio in {path} is out of sync with the lips: {offset_ms} ms at {at_s} s.</source>
   <translation>{path} 中的音频与唇形不同步：在 {at_s} 秒处相差 {offset_ms} 毫秒。</translation>
  </message>
  <message>
   <source>The audio is not clipped.</source>
   <translation>音频没有削波。</translation>
  </message>
  <message>
   <source>The audio is silent.</source>
   <translation>音频是静音的。</translation>
  </message>
  <message>
   <source>The audio of {path} cannot be read: {reason}.</source>
   <translation>无法读取 {path} 的音频：{reason}。</translation>
  </message>
  <message>
   <source>The audio seems to be {offset_ms} ms {direction}.</source>
   <translation>音频似乎{direction} {offset_ms} 毫秒。</translation>
  </message>
  <message>
   <source>The audio track is complete.</source>
   <translation>音轨完整。</translation>
  </message>
  <message>
   <source>The audio was {offset_ms} ms {direction} and was corrected.</source>
   <translation>音频{direction} {offset_ms} 毫秒，已校正。</translation>
  </message>
  <message>
   <source>The background {path} is not a picture that can be read.</source>
   <translation>背景 {path} 不是可读取的图片。</translation>
  </message>
  <message>
   <source>The captions are in the language “{language}” ({count} words).</source>
   <translation>字幕语言为“{language}”（{count} 个词）。</translation>
  </message>
  <message>
   <source>The checkpoint to use.</source>
   <translation>要使用的检查点。</translation>
  </message>
  <message>
   <source>The colour format of {path} is not supported: {reason}.</source>
   <translation>不支持 {path} 的颜色格式：{reason}。</translation>
  </message>
  <message>
   <source>The connection to “{target}” was lost: {reason}.</source>
   <translation>与“{target}”的连接已断开：{reason}。</translation>
  </message>
  <message>
   <source>The consent for “{name}” was not kept: {reason}.</source>
   <translation>“{name}”的同意记录未保存：{reason}。</translation>
  </message>
  <message>
   <source>The current folder no longer exists.</source>
   <translation>当前文件夹已不存在。</translation>
  </message>
  <message>
   <source>The disk is full: {path} could not be written.</source>
   <translation>磁盘已满：无法写入 {path}。</translation>
  </message>
  <message>
   <source>The encoder “{encoder}” cannot be used: {reason}.</source>
   <translation>无法使用编码器“{encoder}”：{reason}。</translation>
  </message>
  <message>
   <source>The encoder “{encoder}” does not write {format}.</source>
   <translation>编码器“{encoder}”不能写入 {format}。</translation>
  </message>
  <message>
   <source>The end of {path} is missing; the rest was used.</source>
   <translation>{path} 的结尾缺失；已使用其余部分。</translation>
  </message>
  <message>
   <source>The existing {stage} data was made from another video or with other options; it is kept.</source>
   <translation>现有的 {stage} 数据来自其他视频或其他选项；会保留。</translation>
  </message>
  <message>
   <source>The face is blurred (sharpness {sharpness}).</source>
   <translation>人脸模糊（清晰度 {sharpness}）。</translation>
  </message>
  <message>
   <source>The face is blurred in {percent}% of the checked frames.</source>
   <translation>{percent}% 的受检帧中人脸模糊。</translation>
  </message>
  <message>
   <source>The face is sharp.</source>
   <translation>人脸清晰。</translation>
  </message>
  <message>
   <source>The face is turned away by {yaw_deg} degrees most of the time.</source>
   <translation>人脸大部分时间偏转 {yaw_deg} 度。</translation>
  </message>
  <message>
   <source>The face is turned away in {percent}% of the checked frames.</source>
   <translation>{percent}% 的受检帧中人脸侧转。</translation>
  </message>
  <message>
   <source>The face is {width_px} px wide.</source>
   <translation>人脸宽 {width_px} 像素。</translation>
  </message>
  <message>
   <source>The face looks into the camera.</source>
   <translation>人脸正对镜头。</translation>
  </message>
  <message>
   <source>The file is kept; a new SyncNet is trained with --train_syncnet.</source>
   <translation>该文件会保留；用 --train_syncnet 可训练新的 SyncNet。</translation>
  </message>
  <message>
   <source>The file {path} cannot be used as “{asset}”: {reason}.</source>
   <translation>文件 {path} 不能用作“{asset}”：{reason}。</translation>
  </message>
  <message>
   <source>The file {path} does not exist.</source>
   <translation>文件 {path} 不存在。</translation>
  </message>
  <message>
   <source>The file {path} is not the expected “{asset}”: its checksum differs.</source>
   <translation>文件 {path} 不是预期的“{asset}”：校验和不同。</translation>
  </message>
  <message>
   <source>The frame rate is steady.</source>
   <translation>帧率稳定。</translation>
  </message>
  <message>
   <source>The frame {path} cannot be read.</source>
   <translation>无法读取帧 {path}。</translation>
  </message>
  <message>
   <source>The frames of {path} are {reason} for display; only quarter turns and mirroring are supported.</source>
   <translation>{path} 的帧在显示时需{reason}；仅支持 90° 旋转和镜像。</translation>
  </message>
  <message>
   <source>The frames of {path} need about {needed_mb} MB of disk space, but only {free_mb} MB are free.</source>
   <translation>{path} 的帧约需 {needed_mb} MB 磁盘空间，但只剩 {free_mb} MB 可用。</translation>
  </message>
  <message>
   <source>The generated mouth matches the rest of the face.</source>
   <translation>生成的嘴部会与面部其余部分一致。</translation>
  </message>
  <message>
   <source>The image {path} could not be written.</source>
   <translation>无法写入图像 {path}。</translation>
  </message>
  <message>
   <source>The installed PyAV has no encoder for {format} video.</source>
   <translation>已安装的 PyAV 没有 {format} 视频的编码器。</translation>
  </message>
  <message>
   <source>The label “{text}” cannot be drawn: no font with these letters was found ({tried}).</source>
   <translation>无法绘制标识“{text}”：未找到含这些字符的字体（{tried}）。</translation>
  </message>
  <message>
   <source>The landmark file {path} cannot be read: {reason}.</source>
   <translation>无法读取关键点文件 {path}：{reason}。</translation>
  </message>
  <message>
   <source>The landmarks of {kept} of {total} frames already exist; the rest is tracked.</source>
   <translation>{total} 帧中已有 {kept} 帧的关键点；将跟踪其余部分。</translation>
  </message>
  <message>
   <source>The learning rate becomes {lr}.</source>
   <translation>学习率改为 {lr}。</translation>
  </message>
  <message>
   <source>The light on the face is even.</source>
   <translation>面部光线均匀。</translation>
  </message>
  <message>
   <source>The lighting of the face is poor or changes in {percent}% of the checked frames.</source>
   <translation>{percent}% 的受检帧中面部光线不佳或有变化。</translation>
  </message>
  <message>
   <source>The lips cannot be closed at p, b and m with the model {path}; it is of the preset {preset}.</source>
   <translation>模型 {path} 无法在 p、b、m 处闭合嘴唇；其预设为 {preset}。</translation>
  </message>
  <message>
   <source>The lips close at p, b and m ({count} places).</source>
   <translation>嘴唇在 p、b、m 处闭合（{count} 处）。</translation>
  </message>
  <message>
   <source>The live video ended; recorded files are complete.</source>
   <translation>实时视频已结束；录制的文件是完整的。</translation>
  </message>
  <message>
   <source>The local server needs {packages}, which this copy of the program does not have.</source>
   <translation>本地服务器需要 {packages}，而此程序副本中没有。</translation>
  </message>
  <message>
   <source>The losses may rise for a short while.</source>
   <translation>损失可能会短暂上升。</translation>
  </message>
  <message>
   <source>The matte {path} has no usable image for frame {frame}: {reason}.</source>
   <translation>遮罩 {path} 没有第 {frame} 帧的可用图像：{reason}。</translation>
  </message>
  <message>
   <source>The microphone cannot be used: the system library {library} is missing.</source>
   <translation>无法使用麦克风：缺少系统库 {library}。</translation>
  </message>
  <message>
   <source>The microphone “{name}” cannot be used: {reason}.</source>
   <translation>无法使用麦克风“{name}”：{reason}。</translation>
  </message>
  <message>
   <source>The mode “{mode}” cannot be used here: {reason}.</source>
   <translation>此处无法使用“{mode}”模式：{reason}。</translation>
  </message>
  <message>
   <source>The model becomes as sharp as the video.</source>
   <translation>模型会与视频一样清晰。</translation>
  </message>
  <message>
   <source>The model learns the right mouth shape for each sound.</source>
   <translation>模型会为每个音学到正确的嘴形。</translation>
  </message>
  <message>
   <source>The model will be of this person.</source>
   <translation>模型将以此人制作。</translation>
  </message>
  <message>
   <source>The model's training is saved at step {step} of {total}; the same command resumes it.</source>
   <translation>模型训练已保存在第 {step} 步（共 {total} 步）；用同一命令可继续。</translation>
  </message>
  <message>
   <source>The mouth does not open or close as far as the real one yet.</source>
   <translation>嘴部张合的幅度还不及真实的嘴部。</translation>
  </message>
  <message>
   <source>The mouth follows the audio, but not closely enough yet.</source>
   <translation>嘴部跟随音频，但还不够紧密。</translation>
  </message>
  <message>
   <source>The mouth follows the audio, closes when it should and is sharp.</source>
   <translation>嘴部跟随音频，该闭合时闭合，而且清晰。</translation>
  </message>
  <message>
   <source>The mouth freezes there. A few repeated frames do no harm; if there are many, record at a constant frame rate.</source>
   <translation>该处嘴部会定格。少量重复帧没有影响；若较多，请以恒定帧率录制。</translation>
  </message>
  <message>
   <source>The mouth moves no better with the right audio than with other audio. Three minutes of speech or more give good results.</source>
   <translation>用正确的音频时，嘴部动作并不比用其他音频时好。三分钟以上的语音效果较好。</translation>
  </message>
  <message>
   <source>The name “{name}” cannot be used as a project name: {reason}.</source>
   <translation>名称“{name}”不能用作项目名：{reason}。</translation>
  </message>
  <message>
   <source>The network that finds the points of the face.</source>
   <translation>用于查找面部关键点的网络。</translation>
  </message>
  <message>
   <source>The opening of the mouth cannot be changed with the model {path}; it is of the preset {preset}.</source>
   <translation>模型 {path} 不能更改嘴部张开幅度；其预设为 {preset}。</translation>
  </message>
  <message>
   <source>The part would begin at {start_s} s, but {path} is only {duration_s} s long.</source>
   <translation>该部分将从 {start_s} 秒开始，但 {path} 只有 {duration_s} 秒。</translation>
  </message>
  <message>
   <source>The person speaks {percent}% of the time.</source>
   <translation>人物有 {percent}% 的时间在讲话。</translation>
  </message>
  <message>
   <source>The preprocessed video “{name}” is incomplete: {reason}.</source>
   <translation>预处理过的视频“{name}”不完整：{reason}。</translation>
  </message>
  <message>
   <source>The preview window was closed.</source>
   <translation>预览窗口已关闭。</translation>
  </message>
  <message>
   <source>The preview would begin at {start_s} s, but {path} is only {duration_s} s long.</source>
   <translation>预览的起点为 {start_s} 秒，但 {path} 只有 {duration_s} 秒。</translation>
  </message>
  <message>
   <source>The process working on “{name}” ended without a result: {reason}.</source>
   <translation>处理“{name}”的进程未给出结果就结束了：{reason}。</translation>
  </message>
  <message>
   <source>The reason is given for each step. Fix them and run the same command again; finished steps are skipped.</source>
   <translation>每个步骤都注明了原因。请修正后重新运行同一命令；已完成的步骤会跳过。</translation>
  </message>
  <message>
   <source>The reason is given for each video. Fix these videos and run the same command again; finished videos are skipped.</source>
   <translation>每个视频都注明了原因。请修正这些视频后重新运行同一命令；已完成的视频会跳过。</translation>
  </message>
  <message>
   <source>The reason is given for each. Fix or remove these files and render them again.</source>
   <translation>每个文件都注明了原因。请修正或移除这些文件后重新渲染。</translation>
  </message>
  <message>
   <source>The result is the same; it takes a little longer.</source>
   <translation>结果相同，只是用时稍长。</translation>
  </message>
  <message>
   <source>The saved SyncNet training {path} cannot be read ({reason}).</source>
   <translation>无法读取已保存的 SyncNet 训练 {path}（{reason}）。</translation>
  </message>
  <message>
   <source>The self-test failed at “{step}”: {reason}.</source>
   <translation>自检在“{step}”处失败：{reason}。</translation>
  </message>
  <message>
   <source>The server cannot listen on {host} without a token of at least {letters} characters.</source>
   <translation>没有至少 {letters} 个字符的令牌，服务器不能在 {host} 上监听。</translation>
  </message>
  <message>
   <source>The skin around the mouth is smoother than in the video.</source>
   <translation>嘴部周围的皮肤比视频中平滑。</translation>
  </message>
  <message>
   <source>The sync loss needs a trained SyncNet, and “{name}” has none in {path}.</source>
   <translation>同步损失需要训练好的 SyncNet，而“{name}”在 {path} 中没有。</translation>
  </message>
  <message>
   <source>The text cannot be spoken: it has {reason}. The voices speak {languages}.</source>
   <translation>无法朗读文本：其中含有 {reason}。可用的声音支持 {languages}。</translation>
  </message>
  <message>
   <source>The text has no words.</source>
   <translation>文本中没有可朗读的词语。</translation>
  </message>
  <message>
   <source>The text is spoken by the voice {voice}, licence {licence}.</source>
   <translation>文本由声音 {voice} 朗读，许可证 {licence}。</translation>
  </message>
  <message>
   <source>The text {path} cannot be used: {reason}.</source>
   <translation>无法使用文本 {path}：{reason}。</translation>
  </message>
  <message>
   <source>The time budget allows only {steps} steps of SyncNet training, too few to help ({needed} are needed); all time goes to the model.</source>
   <translation>时间预算只够 SyncNet 训练 {steps} 步，太少而不起作用（需要 {needed} 步）；全部时间用于模型。</translation>
  </message>
  <message>
   <source>The timestamps of the audio in {path} disagree with its samples; it was made {seconds} s {direction} to follow them.</source>
   <translation>{path} 中音频的时间戳与采样不一致；已按时间戳将其{direction} {seconds} 秒。</translation>
  </message>
  <message>
   <source>The trained SyncNet is saved: {path}.</source>
   <translation>训练好的 SyncNet 已保存：{path}。</translation>
  </message>
  <message>
   <source>The training became unstable at step {step}: the loss or its gradient is no longer a number.</source>
   <translation>训练在第 {step} 步变得不稳定：损失或其梯度已不是数值。</translation>
  </message>
  <message>
   <source>The training in {path} used {found}, but now it would use {wanted}.</source>
   <translation>{path} 中的训练使用 {found}，而现在将使用 {wanted}。</translation>
  </message>
  <message>
   <source>The training state is saved; resume it with --continue_training.</source>
   <translation>训练状态已保存；用 --continue_training 继续。</translation>
  </message>
  <message>
   <source>The training was too short: the inside of the mouth is still noise.</source>
   <translation>训练时间太短：口腔内部仍是噪声。</translation>
  </message>
  <message>
   <source>The transcript {path} cannot be used: {reason}.</source>
   <translation>无法使用文稿 {path}：{reason}。</translation>
  </message>
  <message>
   <source>The video has a gap of {seconds} s without new frames; the last frame is repeated.</source>
   <translation>视频有 {seconds} 秒没有新的帧；已重复最后一帧。</translation>
  </message>
  <message>
   <source>The video has only {fps} frames per second; frames are repeated.</source>
   <translation>视频每秒只有 {fps} 帧；会重复一些帧。</translation>
  </message>
  <message>
   <source>The video has {count} scene cuts.</source>
   <translation>视频有 {count} 处镜头切换。</translation>
  </message>
  <message>
   <source>The video is one uncut take.</source>
   <translation>视频是未剪切的单个镜头。</translation>
  </message>
  <message>
   <source>The video is too short to train a SyncNet ({seconds} s, about 15 s are needed); all time goes to the model.</source>
   <translation>视频太短，无法训练 SyncNet（{seconds} 秒，约需 15 秒）；全部时间用于模型。</translation>
  </message>
  <message>
   <source>The video is {duration_s} s long.</source>
   <translation>视频长 {duration_s} 秒。</translation>
  </message>
  <message>
   <source>The video is {minutes} min long.</source>
   <translation>视频长 {minutes} 分钟。</translation>
  </message>
  <message>
   <source>The video shown ends {seconds} s before the speech; its last frame stays.</source>
   <translation>画面视频比语音早结束 {seconds} 秒；将停在最后一帧。</translation>
  </message>
  <message>
   <source>The video to write.</source>
   <translation>要写入的视频。</translation>
  </message>
  <message>
   <source>The video was written, but it could not be signed: {reason}.</source>
   <translation>视频已写入，但无法签名：{reason}。</translation>
  </message>
  <message>
   <source>The video {path} could not be encoded: {reason}.</source>
   <translation>无法编码视频 {path}：{reason}。</translation>
  </message>
  <message>
   <source>The voices cannot be used: {reason}.</source>
   <translation>无法使用声音：{reason}。</translation>
  </message>
  <message>
   <source>The weights of the landmark network cannot be used, so checkpoints are compared without the texture and the movement of the mouth: {reason}.</source>
   <translation>关键点网络的权重无法使用，因此比较检查点时不考虑嘴部的纹理和动作：{reason}。</translation>
  </message>
  <message>
   <source>The weights of the landmark network cannot be used, so the mouth opening is not measured: {reason}.</source>
   <translation>无法使用关键点网络的权重，因此不测量张嘴幅度：{reason}。</translation>
  </message>
  <message>
   <source>The weights “{asset}” ({what}) are not installed.</source>
   <translation>权重“{asset}”（{what}）未安装。</translation>
  </message>
  <message>
   <source>The weights “{asset}” cannot be used, so training continues without the perceptual loss, and mouths will be less sharp: {reason}.</source>
   <translation>无法使用权重“{asset}”，训练将不使用感知损失继续，嘴部清晰度会降低：{reason}。</translation>
  </message>
  <message>
   <source>The weights “{asset}” could not be downloaded: {reason}.</source>
   <translation>无法下载权重“{asset}”：{reason}。</translation>
  </message>
  <message>
   <source>The whole mouth is visible.</source>
   <translation>整个嘴部可见。</translation>
  </message>
  <message>
   <source>The window cannot be shown: the system library {library} is missing.</source>
   <translation>无法显示窗口：缺少系统库 {library}。</translation>
  </message>
  <message>
   <source>The window cannot be shown: there is no screen.</source>
   <translation>无法显示窗口：没有屏幕。</translation>
  </message>
  <message>
   <source>The workspace {path} is not there on {host}.</source>
   <translation>{host} 上没有工作区 {path}。</translation>
  </message>
  <message>
   <source>The {stage} of “{name}” cannot be kept: {reason}.</source>
   <translation>无法保留“{name}”的 {stage}：{reason}。</translation>
  </message>
  <message>
   <source>There are no videos in {path}.</source>
   <translation>{path} 中没有视频。</translation>
  </message>
  <message>
   <source>There are no weights called “{asset}”.</source>
   <translation>没有名为“{asset}”的权重。</translation>
  </message>
  <message>
   <source>There is already a project “{name}”.</source>
   <translation>已有名为“{name}”的项目。</translation>
  </message>
  <message>
   <source>There is enough disk space: {needed_gb} GB are needed, {free_gb} GB are free.</source>
   <translation>磁盘空间充足：需要 {needed_gb} GB，可用 {free_gb} GB。</translation>
  </message>
  <message>
   <source>There is no Ray cluster at “{address}”: {reason}.</source>
   <translation>“{address}”处没有 Ray 集群：{reason}。</translation>
  </message>
  <message>
   <source>There is no add-on “{addon}”; installed: {installed}.</source>
   <translation>没有附加组件“{addon}”；已安装：{installed}。</translation>
  </message>
  <message>
   <source>There is no audio on standard input.</source>
   <translation>标准输入中没有音频。</translation>
  </message>
  <message>
   <source>There is no audio or video file in {path}.</source>
   <translation>{path} 中没有音频或视频文件。</translation>
  </message>
  <message>
   <source>There is no device “{device}” on this machine.</source>
   <translation>本机没有设备“{device}”。</translation>
  </message>
  <message>
   <source>There is no metric “{name}”.</source>
   <translation>没有名为“{name}”的指标。</translation>
  </message>
  <message>
   <source>There is no person {index} in {path}; people found: {count}.</source>
   <translation>{path} 中没有人物 {index}；检测到的人物数：{count}。</translation>
  </message>
  <message>
   <source>There is no preprocessed video “{name}” at {path}.</source>
   <translation>{path} 处没有预处理过的视频“{name}”。</translation>
  </message>
  <message>
   <source>There is no project “{name}” with a preprocessed video.</source>
   <translation>没有含已预处理视频的项目“{name}”。</translation>
  </message>
  <message>
   <source>There is no run at {path}.</source>
   <translation>{path} 处没有运行记录。</translation>
  </message>
  <message>
   <source>There is no saved training state of “{name}”, only weights. The training continues from the weights of {path} with epoch {epoch}; the optimizer state is reset.</source>
   <translation>没有“{name}”已保存的训练状态，只有权重。训练将从 {path} 的权重以第 {epoch} 轮继续；优化器状态会重置。</translation>
  </message>
  <message>
   <source>There is no trained model at {path}.</source>
   <translation>{path} 处没有训练好的模型。</translation>
  </message>
  <message>
   <source>There is no training of “{name}” to report on.</source>
   <translation>“{name}”没有可供报告的训练。</translation>
  </message>
  <message>
   <source>There is no video at {path}.</source>
   <translation>{path} 处没有视频。</translation>
  </message>
  <message>
   <source>There is no voice “{voice}”; there are: {voices}.</source>
   <translation>没有声音“{voice}”；可用的有：{voices}。</translation>
  </message>
  <message>
   <source>There is no {stage} data yet, and {option} skips this stage.</source>
   <translation>还没有 {stage} 数据，而 {option} 会跳过此阶段。</translation>
  </message>
  <message>
   <source>There is no “{asset}” in {path}.</source>
   <translation>{path} 中没有“{asset}”。</translation>
  </message>
  <message>
   <source>There is nothing to {wish} at this stage ({stage}).</source>
   <translation>此阶段（{stage}）没有可执行的操作：{wish}。</translation>
  </message>
  <message>
   <source>These devices cannot train together: {device}.</source>
   <translation>这些设备不能共同训练：{device}。</translation>
  </message>
  <message>
   <source>These options cannot be used: {problems}.</source>
   <translation>无法使用这些选项：{problems}。</translation>
  </message>
  <message>
   <source>These weights are damaged and cannot be used: {assets}.</source>
   <translation>这些权重已损坏，无法使用：{assets}。</translation>
  </message>
  <message>
   <source>This computer makes {made_fps} of {fps} frames a second: some are left out.</source>
   <translation>本机每秒只能生成 {made_fps} 帧（需要 {fps} 帧）：部分帧会略去。</translation>
  </message>
  <message>
   <source>This machine has no GPU that this program can use, but “{device}” was asked for.</source>
   <translation>本机没有程序可用的 GPU，但指定了“{device}”。</translation>
  </message>
  <message>
   <source>This model cannot speak live: its audio features, {kind}, need longer recordings.</source>
   <translation>此模型不能实时讲话：其音频特征 {kind} 需要较长的录音。</translation>
  </message>
  <message>
   <source>This needs {packages}, which this copy of the program does not have.</source>
   <translation>这需要 {packages}，而此程序副本中没有。</translation>
  </message>
  <message>
   <source>This training needs about {needed_mb} MB of disk space, but only {free_mb} MB are free ({path}).</source>
   <translation>此次训练约需 {needed_mb} MB 磁盘空间，但只剩 {free_mb} MB 可用 ({path})。</translation>
  </message>
  <message>
   <source>Three minutes or more give good results.</source>
   <translation>三分钟以上效果较好。</translation>
  </message>
  <message>
   <source>To keep the original offset, turn off “Fix audio sync” and preprocess again.</source>
   <translation>若要保留原有偏移，请关闭“校正音画同步”后重新预处理。</translation>
  </message>
  <message>
   <source>To make a model of somebody else, choose the face. On the command line, use --face.</source>
   <translation>若要为其他人制作模型，请选择人脸。在命令行中使用 --face。</translation>
  </message>
  <message>
   <source>To preprocess the video with this program, use another --name.</source>
   <translation>若要用本程序预处理此视频，请使用其他 --name。</translation>
  </message>
  <message>
   <source>To use another background, add it in a video editor first.</source>
   <translation>若要使用其他背景，请先在视频编辑软件中添加。</translation>
  </message>
  <message>
   <source>To use another track, save the video with only that track.</source>
   <translation>若要使用其他音轨，请将视频另存为仅含该音轨。</translation>
  </message>
  <message>
   <source>To use the processor (cpu), which takes much longer, run: {command}</source>
   <translation>若要使用处理器 (cpu)（会慢得多），请运行：{command}</translation>
  </message>
  <message>
   <source>Too many frames of “{name}” are excluded: {train} are left for training ({needed} are needed) and {held_out} for validation.</source>
   <translation>“{name}”排除的帧过多：剩 {train} 帧用于训练（需要 {needed} 帧），{held_out} 帧用于验证。</translation>
  </message>
  <message>
   <source>Train a model first, or choose another checkpoint.</source>
   <translation>请先训练模型，或选择其他检查点。</translation>
  </message>
  <message>
   <source>Train a model with --asr whisper or --asr mel, or render a file without --live.</source>
   <translation>请用 --asr whisper 或 --asr mel 训练模型，或不用 --live 渲染文件。</translation>
  </message>
  <message>
   <source>Train it first, and choose the project with --name.</source>
   <translation>请先训练，并用 --name 选择项目。</translation>
  </message>
  <message>
   <source>Train it with --preset 160 --asr hubert --force.</source>
   <translation>请用 --preset 160 --asr hubert --force 训练。</translation>
  </message>
  <message>
   <source>Train it with --preset 328 --force and ave, hubert or wenet features. To move it to another machine with SyncTalk Studio, export it without --layout research.</source>
   <translation>请用 --preset 328 --force 和 ave、hubert 或 wenet 特征训练。若要移到另一台装有 SyncTalk Studio 的电脑，导出时请去掉 --layout research。</translation>
  </message>
  <message>
   <source>Train one with --train_syncnet, or choose a file with --syncnet_checkpoint FILE.</source>
   <translation>请用 --train_syncnet 训练一个，或用 --syncnet_checkpoint FILE 选择文件。</translation>
  </message>
  <message>
   <source>Train the project first, or choose a model with --checkpoint.</source>
   <translation>请先训练该项目，或用 --checkpoint 选择一个模型。</translation>
  </message>
  <message>
   <source>Training and rendering need a little more.</source>
   <translation>训练和渲染还需要少量空间。</translation>
  </message>
  <message>
   <source>Training on {count} videos together: {names}.</source>
   <translation>正在用 {count} 个视频共同训练：{names}。</translation>
  </message>
  <message>
   <source>Trains a network that rates lip sync (SyncNet) first; the model then learns from its ratings.</source>
   <translation>先训练一个评价唇形同步的网络（SyncNet），模型再从其评价中学习。</translation>
  </message>
  <message>
   <source>Use --asr {found}, or preprocess the video with --asr_model {kind}.</source>
   <translation>请使用 --asr {found}，或用 --asr_model {kind} 预处理视频。</translation>
  </message>
  <message>
   <source>Use --encoder auto or software.</source>
   <translation>请使用 --encoder auto 或 software。</translation>
  </message>
  <message>
   <source>Use --fps {needed}, or choose other features with --asr_model.</source>
   <translation>请使用 --fps {needed}，或用 --asr_model 选择其他特征。</translation>
  </message>
  <message>
   <source>Use --loop pingpong or forward to keep it moving.</source>
   <translation>使用 --loop pingpong 或 forward 可让画面持续活动。</translation>
  </message>
  <message>
   <source>Use --no-fix_av_offset to keep the original timing.</source>
   <translation>用 --no-fix_av_offset 可保留原有时间关系。</translation>
  </message>
  <message>
   <source>Use --video_path with the video that “{name}” was made from.</source>
   <translation>请用 --video_path 指定“{name}”所用的视频。</translation>
  </message>
  <message>
   <source>Use --{option} {found} to continue it, or add --force to start a new training beside it.</source>
   <translation>请用 --{option} {found} 继续该训练，或添加 --force，在保留它的同时开始新的训练。</translation>
  </message>
  <message>
   <source>Use a GPU, a model with smaller frames, or close other programs.</source>
   <translation>请使用 GPU 或帧较小的模型，或关闭其他程序。</translation>
  </message>
  <message>
   <source>Use a longer video: three minutes or more give good results.</source>
   <translation>请使用更长的视频：三分钟以上效果较好。</translation>
  </message>
  <message>
   <source>Use a recording in which the person speaks most of the time.</source>
   <translation>请使用人物大部分时间都在讲话的录像。</translation>
  </message>
  <message>
   <source>Use a video in which the face is visible, upright and at least about 60 pixels wide.</source>
   <translation>请使用人脸可见、端正且宽度至少约 60 像素的视频。</translation>
  </message>
  <message>
   <source>Use a video of the person talking that has audio.</source>
   <translation>请使用人物讲话且有音频的视频。</translation>
  </message>
  <message>
   <source>Use another person's SyncNet with --syncnet_checkpoint_path FILE, or train one all the same with --syncnet_epochs and without a time budget.</source>
   <translation>请用 --syncnet_checkpoint_path FILE 使用其他人物的 SyncNet，或用 --syncnet_epochs 且不设时间预算，仍然训练一个。</translation>
  </message>
  <message>
   <source>Use it with --format h264 or hevc, or use --encoder auto.</source>
   <translation>请与 --format h264 或 hevc 一起使用，或使用 --encoder auto。</translation>
  </message>
  <message>
   <source>Use part of one of these names after “mic:”, or “mic” alone for the default one.</source>
   <translation>请在“mic:”后写上其中一个名称的一部分，或只写“mic”使用默认麦克风。</translation>
  </message>
  <message>
   <source>Use the matching option, or choose another checkpoint.</source>
   <translation>请使用匹配的选项，或选择其他检查点。</translation>
  </message>
  <message>
   <source>Use the publisher’s file. Help, Model weights shows where to get it.</source>
   <translation>请使用发布者提供的文件。“帮助”&gt;“模型权重”中注明了获取地址。</translation>
  </message>
  <message>
   <source>VGG19, ImageNet</source>
   <translation>VGG19，ImageNet</translation>
  </message>
  <message>
   <source>VP9 · for the web</source>
   <translation>VP9 · 用于网页</translation>
  </message>
  <message>
   <source>Video files end in {endings}. Use --recursive to include subfolders.</source>
   <translation>视频文件的扩展名为 {endings}。用 --recursive 可包含子文件夹。</translation>
  </message>
  <message>
   <source>Visible &amp;label</source>
   <translation>可见标识(&amp;B)</translation>
  </message>
  <message>
   <source>Wait until it has finished, or stop it first.</source>
   <translation>请等它完成，或先停止它。</translation>
  </message>
  <message>
   <source>Waiting for {device}: “{name}” is being trained on it (process {pid}).</source>
   <translation>正在等待 {device}：“{name}”正在其上训练（进程 {pid}）。</translation>
  </message>
  <message>
   <source>WeNet encoder</source>
   <translation>WeNet 编码器</translation>
  </message>
  <message>
   <source>WeNet · Chinese</source>
   <translation>WeNet · 中文</translation>
  </message>
  <message>
   <source>What Whisper recognizes in the speech</source>
   <translation>Whisper 从语音中识别的内容</translation>
  </message>
  <message>
   <source>What is shown behind the person: keep (the video's own), transparent, a colour such as #00b140, or a picture file.</source>
   <translation>人物背后显示的内容：keep（视频自身）、transparent（透明）、颜色（如 #00b140）或图片文件。</translation>
  </message>
  <message>
   <source>What is shown when the speech is longer than the video.</source>
   <translation>语音比视频长时显示的画面。</translation>
  </message>
  <message>
   <source>Whisper base, decoder</source>
   <translation>Whisper base 解码器</translation>
  </message>
  <message>
   <source>Whisper base, encoder</source>
   <translation>Whisper base，编码器</translation>
  </message>
  <message>
   <source>Whisper · the default</source>
   <translation>Whisper · 默认</translation>
  </message>
  <message>
   <source>Whom the clip is about, if not who is on screen longest: a number as “doctor” lists the people (2), a time (12.5s), or a point in the frame (640,360 or 640,360@12.5s).</source>
   <translation>片段的主角，默认为出镜最长的人：可以是“doctor”列出的人物编号 (2)、时间 (12.5s) 或画面中的一点（640,360 或 640,360@12.5s）。</translation>
  </message>
  <message>
   <source>Windows keeps that name for a device</source>
   <translation>Windows 将该名称保留给设备</translation>
  </message>
  <message>
   <source>Write captions (.srt) of the speech beside the video.</source>
   <translation>根据语音内容在视频旁写入字幕（.srt）。</translation>
  </message>
  <message>
   <source>Write it in {languages}, or record it and choose the recording with --audio_path.</source>
   <translation>请改用 {languages} 书写，或录音后用 --audio_path 选择该录音。</translation>
  </message>
  <message>
   <source>Write what is to be said after --text or in --text_file.</source>
   <translation>请在 --text 后或 --text_file 中写出要讲的内容。</translation>
  </message>
  <message>
   <source>You can import a folder with a preprocessed video (full_body_img, landmarks, aud_*.npy), a model (.pth), a folder of models, or an exported project.</source>
   <translation>可以导入含预处理过的视频的文件夹（full_body_img、landmarks、aud_*.npy）、模型 (.pth)、模型文件夹或导出的项目。</translation>
  </message>
  <message>
   <source>a file is where the folder belongs</source>
   <translation>应为文件夹的位置是一个文件</translation>
  </message>
  <message>
   <source>a folder is needed here</source>
   <translation>此处需要文件夹</translation>
  </message>
  <message>
   <source>a launcher for several processes can start “train” alone; preprocess first</source>
   <translation>多进程启动器只能启动“train”；请先预处理</translation>
  </message>
  <message>
   <source>a report ends in .html</source>
   <translation>报告的扩展名应为 .html</translation>
  </message>
  <message>
   <source>a training continues with what it began with</source>
   <translation>训练继续时沿用开始时的设置</translation>
  </message>
  <message>
   <source>an export</source>
   <translation>导出包</translation>
  </message>
  <message>
   <source>audio features “ave” of SyncTalk_2D</source>
   <translation>SyncTalk_2D 的音频特征“ave”</translation>
  </message>
  <message>
   <source>audio features “hubert”</source>
   <translation>音频特征“hubert”</translation>
  </message>
  <message>
   <source>audio features “moonshine”</source>
   <translation>音频特征“moonshine”</translation>
  </message>
  <message>
   <source>audio features “wenet”, Mandarin</source>
   <translation>音频特征“wenet”，普通话</translation>
  </message>
  <message>
   <source>audio features “whisper”</source>
   <translation>音频特征“whisper”</translation>
  </message>
  <message>
   <source>captions from speech</source>
   <translation>语音生成字幕</translation>
  </message>
  <message>
   <source>early</source>
   <translation>提前</translation>
  </message>
  <message>
   <source>evaluation: tells generated faces from real ones</source>
   <translation>评估：区分生成的与真实的人脸</translation>
  </message>
  <message>
   <source>face detection</source>
   <translation>人脸检测</translation>
  </message>
  <message>
   <source>face landmarks</source>
   <translation>人脸关键点</translation>
  </message>
  <message>
   <source>face landmarks, with more points on the lips</source>
   <translation>人脸关键点，唇部点更多</translation>
  </message>
  <message>
   <source>frames are missing</source>
   <translation>缺少帧</translation>
  </message>
  <message>
   <source>give --name for a checkpoint</source>
   <translation>检查点需要给出 --name</translation>
  </message>
  <message>
   <source>give --name or --dataset_dir</source>
   <translation>请给出 --name 或 --dataset_dir</translation>
  </message>
  <message>
   <source>give one of --video_dir, --video_list and --json_config</source>
   <translation>请给出 --video_dir、--video_list 和 --json_config 之一</translation>
  </message>
  <message>
   <source>it begins or ends with a space, or ends with a dot</source>
   <translation>以空格开头或结尾，或以点结尾</translation>
  </message>
  <message>
   <source>it begins with a dash</source>
   <translation>以连字符开头</translation>
  </message>
  <message>
   <source>it begins with a dot</source>
   <translation>以点开头</translation>
  </message>
  <message>
   <source>it cannot be read</source>
   <translation>无法读取</translation>
  </message>
  <message>
   <source>it failed</source>
   <translation>操作失败</translation>
  </message>
  <message>
   <source>it has no landmarks</source>
   <translation>没有关键点</translation>
  </message>
  <message>
   <source>it has no list “videos”</source>
   <translation>没有“videos”列表</translation>
  </message>
  <message>
   <source>it has no text</source>
   <translation>没有文字</translation>
  </message>
  <message>
   <source>it has one of the characters &lt; &gt; : " / \ | ? * or a control character</source>
   <translation>含有 &lt; &gt; : " / \ | ? * 之一或控制字符</translation>
  </message>
  <message>
   <source>it holds neither full_body_img nor checkpoints such as 99.pth, and is no unpacked export</source>
   <translation>既不含 full_body_img，也不含 99.pth 之类的检查点，且不是解压后的导出包</translation>
  </message>
  <message>
   <source>it holds no weights</source>
   <translation>不含权重</translation>
  </message>
  <message>
   <source>it is a folder</source>
   <translation>是一个文件夹</translation>
  </message>
  <message>
   <source>it is damaged</source>
   <translation>已损坏</translation>
  </message>
  <message>
   <source>it is empty</source>
   <translation>是空的</translation>
  </message>
  <message>
   <source>it is larger than 1 MB</source>
   <translation>大于 1 MB</translation>
  </message>
  <message>
   <source>it is larger than 5 MB</source>
   <translation>大于 5 MB</translation>
  </message>
  <message>
   <source>it is neither a zip nor a checkpoint</source>
   <translation>既不是 zip 也不是检查点</translation>
  </message>
  <message>
   <source>it is no folder</source>
   <translation>它不是文件夹</translation>
  </message>
  <message>
   <source>it is not UTF-8</source>
   <translation>不是 UTF-8 编码</translation>
  </message>
  <message>
   <source>it is not a text</source>
   <translation>不是文本</translation>
  </message>
  <message>
   <source>it is not an ordinary file</source>
   <translation>不是普通文件</translation>
  </message>
  <message>
   <source>it is not the same on all machines</source>
   <translation>它在各台机器上不一致</translation>
  </message>
  <message>
   <source>it is the speech file itself</source>
   <translation>就是语音文件本身</translation>
  </message>
  <message>
   <source>it lies in that very place already</source>
   <translation>已经在那个位置</translation>
  </message>
  <message>
   <source>it names other files, which are not there</source>
   <translation>指向其他不存在的文件</translation>
  </message>
  <message>
   <source>it was written by another version of the program</source>
   <translation>由程序的其他版本写出</translation>
  </message>
  <message>
   <source>its audio features are unknown</source>
   <translation>音频特征未知</translation>
  </message>
  <message>
   <source>its features of a test image are not numbers</source>
   <translation>测试图像的特征不是数值</translation>
  </message>
  <message>
   <source>its features of a test sentence are not numbers</source>
   <translation>测试语句的特征不是数值</translation>
  </message>
  <message>
   <source>its frames are not all the same size</source>
   <translation>帧的大小不一</translation>
  </message>
  <message>
   <source>its landmarks of a test image are not numbers</source>
   <translation>测试图像的关键点不是数值</translation>
  </message>
  <message>
   <source>its losses differ from the usual ones</source>
   <translation>其损失与平常的不同</translation>
  </message>
  <message>
   <source>landmarks exactly as the research code finds them</source>
   <translation>与研究代码完全相同的关键点</translation>
  </message>
  <message>
   <source>late</source>
   <translation>滞后</translation>
  </message>
  <message>
   <source>lite-160 · fast</source>
   <translation>lite-160 · 快速</translation>
  </message>
  <message>
   <source>lite-320 · higher quality</source>
   <translation>lite-320 · 画质更高</translation>
  </message>
  <message>
   <source>longer</source>
   <translation>延长</translation>
  </message>
  <message>
   <source>names that begin with syncnet_ are kept for SyncNet checkpoints</source>
   <translation>以 syncnet_ 开头的名称留给 SyncNet 检查点</translation>
  </message>
  <message>
   <source>no answer</source>
   <translation>没有响应</translation>
  </message>
  <message>
   <source>no captions</source>
   <translation>无字幕</translation>
  </message>
  <message>
   <source>no file in it has the name or the checksum of such weights</source>
   <translation>其中没有文件的名称或校验和与这些权重相符</translation>
  </message>
  <message>
   <source>no frame can be decoded</source>
   <translation>没有可解码的帧</translation>
  </message>
  <message>
   <source>no label</source>
   <translation>不加标识</translation>
  </message>
  <message>
   <source>perceptual loss</source>
   <translation>感知损失</translation>
  </message>
  <message>
   <source>perceptual loss of the research code</source>
   <translation>研究代码的感知损失</translation>
  </message>
  <message>
   <source>sample.npz has ready audio features.</source>
   <translation>sample.npz 含有现成的音频特征。</translation>
  </message>
  <message>
   <source>separates the person from the background</source>
   <translation>将人物与背景分离</translation>
  </message>
  <message>
   <source>several speeches need a folder for their videos</source>
   <translation>多段语音需要一个存放视频的文件夹</translation>
  </message>
  <message>
   <source>shorter</source>
   <translation>缩短</translation>
  </message>
  <message>
   <source>studio · most lifelike</source>
   <translation>studio · 最逼真</translation>
  </message>
  <message>
   <source>that of the training that is continued; else studio, the most lifelike</source>
   <translation>所继续的训练的预设；否则为最逼真的 studio</translation>
  </message>
  <message>
   <source>the checksum of the network is another</source>
   <translation>网络的校验和不同</translation>
  </message>
  <message>
   <source>those the video was preprocessed with</source>
   <translation>预处理该视频所用的特征</translation>
  </message>
  <message>
   <source>{commands}</source>
   <translation>{commands}</translation>
  </message>
  <message>
   <source>{count} processes train together.</source>
   <translation>{count} 个进程共同训练。</translation>
  </message>
  <message>
   <source>{device} could not make the {kind} features: {reason}. The processor made them.</source>
   <translation>{device} 无法计算 {kind} 特征：{reason}。已由处理器计算。</translation>
  </message>
  <message>
   <source>{device} does not have enough memory for a batch of {batch_size}; from step {step} on, each batch is split into {parts} micro-batches.</source>
   <translation>{device} 的内存不足以处理批大小 {batch_size}；从第 {step} 步起，每批拆分为 {parts} 个微批次。</translation>
  </message>
  <message>
   <source>{device} does not have enough memory for this network, even with smaller micro-batches (tried: {tried} per batch).</source>
   <translation>{device} 的内存不足以训练此网络，减小微批次也不行（已尝试每批拆分为：{tried}）。</translation>
  </message>
  <message>
   <source>{device} does not have enough memory to generate a single frame.</source>
   <translation>{device} 的内存不足，连一帧也无法生成。</translation>
  </message>
  <message>
   <source>{device} does not have enough memory to generate {images} frames at a time; from here on, {fitting} are generated at a time.</source>
   <translation>{device} 的内存不足以一次生成 {images} 帧；此后每次生成 {fitting} 帧。</translation>
  </message>
  <message>
   <source>{device} ran out of memory ({stage}).</source>
   <translation>{device} 内存不足（{stage}）。</translation>
  </message>
  <message>
   <source>{failed} of {total} speeches could not be rendered: {names}.</source>
   <translation>{total} 段语音中有 {failed} 段渲染失败：{names}。</translation>
  </message>
  <message>
   <source>{failed} of {total} steps failed: {names}.</source>
   <translation>{total} 个步骤中有 {failed} 个失败：{names}。</translation>
  </message>
  <message>
   <source>{failed} of {total} videos could not be preprocessed: {names}.</source>
   <translation>{total} 个视频中有 {failed} 个预处理失败：{names}。</translation>
  </message>
  <message>
   <source>{format} has no alpha channel, so the background cannot be transparent.</source>
   <translation>{format} 没有 Alpha 通道，因此背景无法透明。</translation>
  </message>
  <message>
   <source>{frames} frames of the video are damaged and were left out.</source>
   <translation>视频中有 {frames} 帧已损坏，已略去。</translation>
  </message>
  <message>
   <source>{frames} frames of “{name}” were excluded by hand; they are used neither for training nor for validation.</source>
   <translation>“{name}”有 {frames} 帧被手动排除；不用于训练和验证。</translation>
  </message>
  <message>
   <source>{frames} frames show no usable face; they are filled in and left out of training.</source>
   <translation>{frames} 帧没有可用的人脸；已插值，且不参与训练。</translation>
  </message>
  <message>
   <source>{frames} of the frames shown keep the mouth that “{name}” has there: no face was found in them, the mouth is covered or the head is turned aside.</source>
   <translation>所显示的帧中有 {frames} 帧保留“{name}”原有的嘴部：其中未找到人脸、嘴部被遮挡或头部转向一侧。</translation>
  </message>
  <message>
   <source>{kept} of {total} frames already exist and are kept; the rest is extracted.</source>
   <translation>{total} 帧中已有 {kept} 帧，会保留；将提取其余部分。</translation>
  </message>
  <message>
   <source>{kind} features need {needed} frames per second, not {fps}.</source>
   <translation>{kind} 特征需要每秒 {needed} 帧，而不是 {fps} 帧。</translation>
  </message>
  <message>
   <source>{name}, {step}: {reason} It is resumed.</source>
   <translation>{name}，{step}：{reason}将继续执行。</translation>
  </message>
  <message>
   <source>{option} has no effect here: {reason}.</source>
   <translation>{option} 在此无效：{reason}。</translation>
  </message>
  <message>
   <source>{path} already exists and will be replaced.</source>
   <translation>{path} 已存在，将被替换。</translation>
  </message>
  <message>
   <source>{path} cannot be imported: {reason}.</source>
   <translation>无法导入 {path}：{reason}。</translation>
  </message>
  <message>
   <source>{path} cannot be reached: {reason}.</source>
   <translation>无法访问 {path}：{reason}。</translation>
  </message>
  <message>
   <source>{path} cannot be read ({reason}); the training resumes from the previous checkpoint.</source>
   <translation>无法读取 {path}（{reason}）；训练将从上一个检查点继续。</translation>
  </message>
  <message>
   <source>{path} cannot be read ({reason}); the training resumes from the previous saved state.</source>
   <translation>无法读取 {path}（{reason}）；训练将从上一个保存的状态继续。</translation>
  </message>
  <message>
   <source>{path} cannot be read as a video: {reason}.</source>
   <translation>无法将 {path} 作为视频读取：{reason}。</translation>
  </message>
  <message>
   <source>{path} cannot be read or written: permission denied.</source>
   <translation>无法读写 {path}：权限不足。</translation>
  </message>
  <message>
   <source>{path} cannot be used as a list of jobs: {problems}.</source>
   <translation>{path} 不能用作任务列表：{problems}。</translation>
  </message>
  <message>
   <source>{path} cannot be used as a list of videos: {problems}.</source>
   <translation>{path} 不能用作视频列表：{problems}。</translation>
  </message>
  <message>
   <source>{path} cannot be used as an add-on: {reason}.</source>
   <translation>{path} 不能用作附加组件：{reason}。</translation>
  </message>
  <message>
   <source>{path} cannot be used to sign: {reason}.</source>
   <translation>{path} 不能用于签名：{reason}。</translation>
  </message>
  <message>
   <source>{path} cannot be used: {reason}.</source>
   <translation>无法使用 {path}：{reason}。</translation>
  </message>
  <message>
   <source>{path} cannot be written: a folder with that name exists and is not empty.</source>
   <translation>无法写入 {path}：同名文件夹已存在且不为空。</translation>
  </message>
  <message>
   <source>{path} contains files that are not from an earlier export; they are not overwritten.</source>
   <translation>{path} 中有并非来自先前导出的文件；不会覆盖它们。</translation>
  </message>
  <message>
   <source>{path} contains no weights that this program knows: {reason}.</source>
   <translation>{path} 中没有本程序认识的权重：{reason}。</translation>
  </message>
  <message>
   <source>{path} contains {found}, but {wanted} was requested.</source>
   <translation>{path} 中是 {found}，但请求的是 {wanted}。</translation>
  </message>
  <message>
   <source>{path} contains {found}: a model of a project, not weights of the program.</source>
   <translation>{path} 中是 {found}：这是项目的模型，不是程序的权重。</translation>
  </message>
  <message>
   <source>{path} contains {found}: weights that the program uses for every project.</source>
   <translation>{path} 中是 {found}：这是程序供所有项目使用的权重。</translation>
  </message>
  <message>
   <source>{path} could not be written: this drive does not allow a file of that size.</source>
   <translation>无法写入 {path}：此磁盘不支持这么大的文件。</translation>
  </message>
  <message>
   <source>{path} does not record its preset, and its layers fit {presets}.</source>
   <translation>{path} 未注明其预设，而其网络层符合 {presets}。</translation>
  </message>
  <message>
   <source>{path} does not record which audio features it was trained with.</source>
   <translation>{path} 未注明训练所用的音频特征。</translation>
  </message>
  <message>
   <source>{path} has no audio, and a lip-sync model cannot be trained without it.</source>
   <translation>{path} 没有音频，无法训练唇形同步模型。</translation>
  </message>
  <message>
   <source>{path} has no audio.</source>
   <translation>{path} 没有音频。</translation>
  </message>
  <message>
   <source>{path} has no video, only audio.</source>
   <translation>{path} 只有音频，没有视频。</translation>
  </message>
  <message>
   <source>{path} has transparency, which is ignored: transparent areas show their stored colour.</source>
   <translation>{path} 含有透明度，已忽略：透明区域显示其存储的颜色。</translation>
  </message>
  <message>
   <source>{path} has {count} audio tracks; track {number} is used ({detail}).</source>
   <translation>{path} 有 {count} 条音轨；使用第 {number} 条（{detail}）。</translation>
  </message>
  <message>
   <source>{path} has {found} frames, but a video of this speech has {expected}.</source>
   <translation>{path} 有 {found} 帧，但由此语音生成的视频应有 {expected} 帧。</translation>
  </message>
  <message>
   <source>{path} is a folder, not a file.</source>
   <translation>{path} 是文件夹，不是文件。</translation>
  </message>
  <message>
   <source>{path} is an HDR video ({kind}); it was converted to SDR. Highlights above SDR white are clipped.</source>
   <translation>{path} 是 HDR 视频（{kind}）；已转换为 SDR。超过 SDR 白的高光会被裁切。</translation>
  </message>
  <message>
   <source>{path} is cut short: its index is missing, as when a recording or a copy was interrupted.</source>
   <translation>{path} 不完整：缺少索引，可能是录制或复制中断所致。</translation>
  </message>
  <message>
   <source>{path} is empty (0 bytes).</source>
   <translation>{path} 是空的（0 字节）。</translation>
  </message>
  <message>
   <source>{path} is interlaced; it was deinterlaced.</source>
   <translation>{path} 为隔行视频；已去隔行。</translation>
  </message>
  <message>
   <source>{path} is not a complete export of this program: {reason}.</source>
   <translation>{path} 不是本程序的完整导出包：{reason}。</translation>
  </message>
  <message>
   <source>{path} is not a folder.</source>
   <translation>{path} 不是文件夹。</translation>
  </message>
  <message>
   <source>{path} is not a usable checkpoint: {reason}.</source>
   <translation>{path} 不是可用的检查点：{reason}。</translation>
  </message>
  <message>
   <source>{path} is still the best checkpoint: nothing in this training measured better.</source>
   <translation>{path} 仍是最佳检查点：本次训练中没有更好的结果。</translation>
  </message>
  <message>
   <source>{path} was not made by this program, and preprocessing “{name}” would replace it.</source>
   <translation>{path} 不是由本程序生成的，预处理“{name}”会替换它。</translation>
  </message>
  <message>
   <source>{path} was not rendered. {reason}</source>
   <translation>{path} 未渲染。{reason}</translation>
  </message>
  <message>
   <source>{path} was preprocessed by another program; it is used unchanged.</source>
   <translation>{path} 由其他程序预处理；将原样使用。</translation>
  </message>
  <message>
   <source>{path} was the best checkpoint so far, but it cannot be used ({reason}); the next evaluated checkpoint takes its place.</source>
   <translation>{path} 是目前的最佳检查点，但无法使用（{reason}）；下一个评估的检查点将取代它。</translation>
  </message>
  <message>
   <source>{path}, the best checkpoint so far, cannot be measured here ({reason}), so it stays the best one.</source>
   <translation>目前的最佳检查点 {path} 无法在此评估（{reason}），因此仍为最佳。</translation>
  </message>
  <message>
   <source>{path}, the best checkpoint so far, was measured again on these validation frames: mouth PSNR {mouth_psnr} dB.</source>
   <translation>目前的最佳检查点 {path} 已在这些验证帧上重新评估：嘴部 PSNR {mouth_psnr} dB。</translation>
  </message>
  <message>
   <source>{people} people, {steps} steps, {place}.</source>
   <translation>{people} 个人物，{steps} 个步骤，{place}。</translation>
  </message>
  <message>
   <source>{percent}% of the audio is clipped.</source>
   <translation>{percent}% 的音频发生削波。</translation>
  </message>
  <message>
   <source>{percent}% of the audio packets in {path} are damaged and were left out.</source>
   <translation>{path} 中有 {percent}% 的音频数据包已损坏，已略去。</translation>
  </message>
  <message>
   <source>{percent}% of the frames ({frames}) repeat the previous one, because {path} has no frame for that time.</source>
   <translation>{percent}% 的帧（{frames} 帧）重复了前一帧，因为 {path} 在该时间没有帧。</translation>
  </message>
  <message>
   <source>{percent}% of the frames of {path} ({frames}) were left out, because their timestamps are too close together.</source>
   <translation>{path} 中有 {percent}% 的帧（{frames} 帧）因时间戳过于接近而略去。</translation>
  </message>
  <message>
   <source>{reason} The stream goes on without it.</source>
   <translation>{reason}实时视频会继续输出到其他目标。</translation>
  </message>
  <message>
   <source>{seconds} s of the audio in {path} are missing (gaps: {count}); silence fills them.</source>
   <translation>{path} 中的音频缺失 {seconds} 秒（间断 {count} 处）；已用静音填充。</translation>
  </message>
  <message>
   <source>{seconds} s of the audio in {path} overlap what comes before them and were left out.</source>
   <translation>{path} 中有 {seconds} 秒音频与前面重叠，已略去。</translation>
  </message>
  <message>
   <source>{seconds} s: latency {latency_ms} ms, {dropped} of {frames} frames left out</source>
   <translation>{seconds} 秒：延迟 {latency_ms} 毫秒，{frames} 帧中略去 {dropped} 帧</translation>
  </message>
  <message>
   <source>{stage} finished in {duration}.</source>
   <translation>{stage} 用时 {duration} 完成。</translation>
  </message>
  <message>
   <source>{stage} finished in {seconds} s.</source>
   <translation>{stage} 已完成，用时 {seconds} 秒。</translation>
  </message>
  <message>
   <source>{stage} is already done and unchanged; skipped.</source>
   <translation>{stage} 已完成且未改变；已跳过。</translation>
  </message>
  <message>
   <source>{stage} started.</source>
   <translation>{stage} 已开始。</translation>
  </message>
  <message>
   <source>{start} s: scene cut</source>
   <translation>{start} 秒：镜头切换</translation>
  </message>
  <message>
   <source>{start} to {end} s: another person</source>
   <translation>{start} 到 {end} 秒：另一个人</translation>
  </message>
  <message>
   <source>{start} to {end} s: no face</source>
   <translation>{start} 到 {end} 秒：没有人脸</translation>
  </message>
  <message>
   <source>{start} to {end} s: other faces</source>
   <translation>{start} 到 {end} 秒：有其他人脸</translation>
  </message>
  <message>
   <source>{start} to {end} s: poor or different lighting</source>
   <translation>{start} 到 {end} 秒：光线不佳或不同</translation>
  </message>
  <message>
   <source>{start} to {end} s: the face is blurred</source>
   <translation>{start} 到 {end} 秒：人脸模糊</translation>
  </message>
  <message>
   <source>{start} to {end} s: the face is turned away</source>
   <translation>{start} 到 {end} 秒：人脸侧转</translation>
  </message>
  <message>
   <source>{start} to {end} s: the mouth is covered</source>
   <translation>{start} 到 {end} 秒：嘴部被遮挡</translation>
  </message>
  <message>
   <source>{videos} videos, {jobs} at a time. Preprocessing one video uses two cores and up to {memory_gb} GB of memory; this machine has {cores} cores and {free_gb} GB free.</source>
   <translation>{videos} 个视频，同时处理 {jobs} 个。预处理一个视频使用两个核心和最多 {memory_gb} GB 内存；本机有 {cores} 个核心，可用内存 {free_gb} GB。</translation>
  </message>
  <message>
   <source>“AI-generated” (EU AI Act)</source>
   <translation>“AI-generated”（欧盟《人工智能法案》）</translation>
  </message>
  <message>
   <source>“AI生成” (GB 45438-2025)</source>
   <translation>“AI生成”（GB 45438-2025）</translation>
  </message>
  <message>
   <source>“synctalk addons list” shows the names.</source>
   <translation>“synctalk addons list”可显示名称。</translation>
  </message>
  <message>
   <source>“synctalk models list” shows which weights it knows and where to get them.</source>
   <translation>“synctalk models list”可显示支持哪些权重及获取地址。</translation>
  </message>
  <message>
   <source>“{name}” already has {what}: {path}.</source>
   <translation>“{name}”已有同类内容（{what}）：{path}。</translation>
  </message>
  <message>
   <source>“{name}” and “{other}” cannot be trained together: they differ in {what} ({one}, {two}).</source>
   <translation>“{name}”与“{other}”不能共同训练：两者的 {what} 不同（{one}、{two}）。</translation>
  </message>
  <message>
   <source>“{name}” cannot be exported as a LiveTalking avatar: {reason}.</source>
   <translation>“{name}”不能导出为 LiveTalking 数字人：{reason}。</translation>
  </message>
  <message>
   <source>“{name}” cannot be exported for the research programs: {reason}.</source>
   <translation>无法为研究程序导出“{name}”：{reason}。</translation>
  </message>
  <message>
   <source>“{name}” has no frames from {start} to {end}; its frames are numbered from 0, and it has {count}.</source>
   <translation>“{name}”没有第 {start} 到 {end} 帧；其帧从 0 开始编号，共 {count} 帧。</translation>
  </message>
  <message>
   <source>“{name}” has only {frames} usable frames; at least {needed} are needed.</source>
   <translation>“{name}”只有 {frames} 帧可用；至少需要 {needed} 帧。</translation>
  </message>
  <message>
   <source>“{name}” has {found} audio features, not {kind}: {path} is missing.</source>
   <translation>“{name}”的音频特征是 {found}，不是 {kind}：缺少 {path}。</translation>
  </message>
  <message>
   <source>“{name}” has {pictures} frames, {landmarks} landmark files and features for {rows} frames; the first {used} frames are used.</source>
   <translation>“{name}”有 {pictures} 帧、{landmarks} 个关键点文件和 {rows} 帧的特征；使用前 {used} 帧。</translation>
  </message>
  <message>
   <source>“{name}” is already being trained on {device} (process {pid}, in {workspace}).</source>
   <translation>“{name}”已在 {device} 上训练（进程 {pid}，位于 {workspace}）。</translation>
  </message>
  <message>
   <source>“{name}” is already trained: {epochs} epochs, best checkpoint {path}. Choose a longer time to continue.</source>
   <translation>“{name}”已训练：{epochs} 个 epoch，最佳检查点 {path}。请选择更长的时间以继续。</translation>
  </message>
  <message>
   <source>“{name}” is already trained: {epochs} epochs, best checkpoint {path}. More --epochs continue the training; --force starts a new one beside it.</source>
   <translation>“{name}”已训练完成：{epochs} 轮，最佳检查点 {path}。增大 --epochs 可继续训练；--force 会在保留它的同时开始新的训练。</translation>
  </message>
  <message>
   <source>“{name}” is also being trained on this CPU (process {pid}); both will be slow.</source>
   <translation>“{name}”也在此 CPU 上训练（进程 {pid}）；两者都会变慢。</translation>
  </message>
  <message>
   <source>“{name}” is incomplete, and the video {path} does not exist. Missing: {missing}.</source>
   <translation>“{name}”不完整，且视频 {path} 不存在。缺少：{missing}。</translation>
  </message>
  <message>
   <source>“{name}” no longer exists.</source>
   <translation>“{name}”已不存在。</translation>
  </message>
  <message>
   <source>“{name}” was trained with --{option} {found}; it cannot be continued with {wanted}.</source>
   <translation>“{name}”是用 --{option} {found} 训练的；不能用 {wanted} 继续。</translation>
  </message>
  <message>
   <source>“{target}” cannot be opened: {reason}.</source>
   <translation>无法打开“{target}”：{reason}。</translation>
  </message>
 </context>
 <context>
  <name>ExclusionBar</name>
  <message>
   <source>Drag across the timeline to select frames</source>
   <translation>在时间轴上拖动以选择帧</translation>
  </message>
  <message>
   <source>Exclude</source>
   <translation>排除</translation>
  </message>
  <message>
   <source>Exclude flagged frames</source>
   <translation>排除问题帧</translation>
  </message>
  <message>
   <source>Exclude the selected frames (X)</source>
   <translation>排除所选帧 (X)</translation>
  </message>
  <message>
   <source>Flagged frames</source>
   <translation>问题帧</translation>
  </message>
  <message>
   <source>Include</source>
   <translation>纳入</translation>
  </message>
  <message>
   <source>Include the selected frames ({keys})</source>
   <translation>纳入所选帧 ({keys})</translation>
  </message>
  <message>
   <source>No flagged frames</source>
   <translation>没有问题帧</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>重做</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>{n} frames are excluded from the next training</source>
   <translation>下次训练将排除 {n} 帧</translation>
  </message>
  <message>
   <source>{n} frames selected</source>
   <translation>已选择 {n} 帧</translation>
  </message>
  <message>
   <source>{what}: {n} frames</source>
   <translation>{what}：{n} 帧</translation>
  </message>
 </context>
 <context>
  <name>FaceChooser</name>
  <message>
   <source>Choose the face</source>
   <translation>选择人脸</translation>
  </message>
  <message>
   <source>Person {index}: {duration} on screen</source>
   <translation>人物 {index}：出镜 {duration}</translation>
  </message>
 </context>
 <context>
  <name>Findings</name>
  <message>
   <source>A face was found in all {frames} frames.</source>
   <translation>全部 {frames} 帧都检测到人脸。</translation>
  </message>
  <message>
   <source>A face was found in {faces} of {frames} frames.</source>
   <translation>{frames} 帧中有 {faces} 帧检测到人脸。</translation>
  </message>
  <message>
   <source>This video is ready to use.</source>
   <translation>该视频可以使用。</translation>
  </message>
  <message>
   <source>{duration} of video, {width} × {height} pixels, {fps} fps.</source>
   <translation>视频长 {duration}，{width} × {height} 像素，{fps} 帧/秒。</translation>
  </message>
 </context>
 <context>
  <name>FindingsPanel</name>
  <message>
   <source>Check again</source>
   <translation>重新检查</translation>
  </message>
  <message>
   <source>Don't correct</source>
   <translation>不校正</translation>
  </message>
  <message>
   <source>Install…</source>
   <translation>安装…</translation>
  </message>
  <message>
   <source>Use Moonshine</source>
   <translation>使用 Moonshine</translation>
  </message>
  <message>
   <source>Video check</source>
   <translation>视频检查</translation>
  </message>
 </context>
 <context>
  <name>FrameExportMenu</name>
  <message>
   <source>Export</source>
   <translation>导出</translation>
  </message>
  <message>
   <source>Export a frame or a strip of frames</source>
   <translation>导出一帧或一条连续帧</translation>
  </message>
  <message>
   <source>Export image</source>
   <translation>导出图像</translation>
  </message>
  <message>
   <source>Image (*.png)</source>
   <translation>图像 (*.png)</translation>
  </message>
  <message>
   <source>Saved {file}.</source>
   <translation>已保存 {file}。</translation>
  </message>
  <message>
   <source>Strip of frames (PNG)…</source>
   <translation>连续帧 (PNG)…</translation>
  </message>
  <message>
   <source>This frame (PNG)…</source>
   <translation>当前帧 (PNG)…</translation>
  </message>
  <message>
   <source>frame</source>
   <translation>帧</translation>
  </message>
  <message>
   <source>strip</source>
   <translation>连续帧</translation>
  </message>
 </context>
 <context>
  <name>FramePlayer</name>
  <message>
   <source>Cannot read frame {n}.</source>
   <translation>无法读取第 {n} 帧。</translation>
  </message>
  <message>
   <source>Cannot read the clip.</source>
   <translation>无法读取片段。</translation>
  </message>
  <message>
   <source>Crop box</source>
   <translation>裁剪框</translation>
  </message>
  <message>
   <source>Landmarks</source>
   <translation>关键点</translation>
  </message>
  <message>
   <source>No frames yet.</source>
   <translation>还没有帧。</translation>
  </message>
  <message>
   <source>Reading the clip…</source>
   <translation>正在读取片段…</translation>
  </message>
  <message>
   <source>Show the 110 facial landmarks</source>
   <translation>显示 110 个面部关键点</translation>
  </message>
  <message>
   <source>Show the crop that the model sees</source>
   <translation>显示模型看到的裁剪区域</translation>
  </message>
  <message>
   <source>validation</source>
   <translation>验证帧</translation>
  </message>
 </context>
 <context>
  <name>FrameView</name>
  <message>
   <source>Image</source>
   <translation>图像</translation>
  </message>
  <message>
   <source>no face: interpolated</source>
   <translation>没有人脸：已插值</translation>
  </message>
 </context>
 <context>
  <name>ImportBar</name>
  <message>
   <source>Cancel the import</source>
   <translation>取消导入</translation>
  </message>
  <message>
   <source>Importing {name}</source>
   <translation>正在导入 {name}</translation>
  </message>
  <message>
   <source>Importing {name}, {n} more</source>
   <translation>正在导入 {name}，另有 {n} 项</translation>
  </message>
 </context>
 <context>
  <name>ImportDialog</name>
  <message>
   <source>Add to “{name}”</source>
   <translation>添加到“{name}”</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Copy into the workspace ({size})</source>
   <translation>复制到工作区（{size}）</translation>
  </message>
  <message>
   <source>Exported project</source>
   <translation>导出的项目</translation>
  </message>
  <message>
   <source>Found {n} items to import.</source>
   <translation>找到 {n} 项可导入的内容。</translation>
  </message>
  <message>
   <source>Found: {what}</source>
   <translation>找到：{what}</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>导入</translation>
  </message>
  <message>
   <source>Link to original location: uses no disk space, but the files must stay there</source>
   <translation>链接到原位置：不占磁盘空间，但文件必须留在原处</translation>
  </message>
  <message>
   <source>New project “{name}”</source>
   <translation>新项目“{name}”</translation>
  </message>
  <message>
   <source>Open as workspace</source>
   <translation>作为工作区打开</translation>
  </message>
  <message>
   <source>Open the folder and work in it. Nothing is copied.</source>
   <translation>打开该文件夹并在其中工作，不复制任何内容。</translation>
  </message>
  <message>
   <source>Preprocessed video</source>
   <translation>预处理过的视频</translation>
  </message>
  <message>
   <source>Project of the model {name}</source>
   <translation>模型 {name} 的项目</translation>
  </message>
  <message>
   <source>Trained model</source>
   <translation>训练好的模型</translation>
  </message>
 </context>
 <context>
  <name>ImportView</name>
  <message>
   <source>Import</source>
   <translation>导入</translation>
  </message>
  <message>
   <source>Import finished.</source>
   <translation>导入完成。</translation>
  </message>
  <message>
   <source>Import folder</source>
   <translation>导入文件夹</translation>
  </message>
  <message>
   <source>No video, project or model found.</source>
   <translation>未找到视频、项目或模型。</translation>
  </message>
  <message>
   <source>Videos, models and exported projects ({patterns});;All files (*)</source>
   <translation>视频、模型和导出的项目 ({patterns});;所有文件 (*)</translation>
  </message>
  <message>
   <source>{n} imports finished.</source>
   <translation>{n} 项导入完成。</translation>
  </message>
 </context>
 <context>
  <name>KindDialog</name>
  <message>
   <source>Import</source>
   <translation>导入</translation>
  </message>
  <message>
   <source>Import a model</source>
   <translation>导入模型</translation>
  </message>
  <message>
   <source>Skip</source>
   <translation>跳过</translation>
  </message>
  <message>
   <source>The file does not tell. With the wrong features, the lips would not match the audio. Most models of the research code were trained with AVE or HuBERT.</source>
   <translation>文件中没有注明。若特征不对，嘴唇会与音频不符。研究代码的模型大多用 AVE 或 HuBERT 训练。</translation>
  </message>
  <message>
   <source>Which audio features was “{name}” trained with?</source>
   <translation>“{name}”是用哪种音频特征训练的？</translation>
  </message>
 </context>
 <context>
  <name>LiveFrame</name>
  <message>
   <source>Frames appear here as they are extracted.</source>
   <translation>提取的帧会显示在这里。</translation>
  </message>
 </context>
 <context>
  <name>LivePreview</name>
  <message>
   <source>Live preview</source>
   <translation>实时预览</translation>
  </message>
 </context>
 <context>
  <name>LogView</name>
  <message>
   <source>Copy all</source>
   <translation>全部复制</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>日志</translation>
  </message>
 </context>
 <context>
  <name>LossCanvas</name>
  <message>
   <source>Step</source>
   <translation>步数</translation>
  </message>
 </context>
 <context>
  <name>LossOverlay</name>
  <message>
   <source>All series are hidden.</source>
   <translation>所有曲线均已隐藏。</translation>
  </message>
  <message>
   <source>No metrics yet.</source>
   <translation>还没有指标。</translation>
  </message>
  <message>
   <source>best</source>
   <translation>最佳</translation>
  </message>
  <message>
   <source>best checkpoint at step {n}</source>
   <translation>最佳检查点在第 {n} 步</translation>
  </message>
  <message>
   <source>epoch {n}</source>
   <translation>第 {n} 轮</translation>
  </message>
  <message>
   <source>e{n}</source>
   <translation>{n} 轮</translation>
  </message>
  <message>
   <source>from step {n}: {text}</source>
   <translation>从第 {n} 步起：{text}</translation>
  </message>
  <message>
   <source>saved</source>
   <translation>已保存</translation>
  </message>
  <message>
   <source>step {n}</source>
   <translation>第 {n} 步</translation>
  </message>
  <message>
   <source>up to step {n}</source>
   <translation>至第 {n} 步</translation>
  </message>
  <message>
   <source>{name}: now {last}, range {low} to {high}</source>
   <translation>{name}：当前 {last}，范围 {low} 到 {high}</translation>
  </message>
 </context>
 <context>
  <name>LossPlot</name>
  <message>
   <source>Chart of losses over training steps</source>
   <translation>损失随训练步数变化的曲线图</translation>
  </message>
  <message>
   <source>Compare run…</source>
   <translation>对比训练…</translation>
  </message>
  <message>
   <source>Compare with another run</source>
   <translation>与另一次训练对比</translation>
  </message>
  <message>
   <source>Data (CSV)…</source>
   <translation>数据 (CSV)…</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>导出</translation>
  </message>
  <message>
   <source>Export chart</source>
   <translation>导出图表</translation>
  </message>
  <message>
   <source>Export data</source>
   <translation>导出数据</translation>
  </message>
  <message>
   <source>Export image or data</source>
   <translation>导出图像或数据</translation>
  </message>
  <message>
   <source>Image (*.png)</source>
   <translation>图像 (*.png)</translation>
  </message>
  <message>
   <source>Image (PNG)…</source>
   <translation>图像 (PNG)…</translation>
  </message>
  <message>
   <source>Log scale</source>
   <translation>对数刻度</translation>
  </message>
  <message>
   <source>Logarithmic axis</source>
   <translation>对数坐标轴</translation>
  </message>
  <message>
   <source>Remove {name}</source>
   <translation>移除 {name}</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>全部显示</translation>
  </message>
  <message>
   <source>Show or hide {name}</source>
   <translation>显示或隐藏 {name}</translation>
  </message>
  <message>
   <source>Show the whole run</source>
   <translation>显示整次训练</translation>
  </message>
  <message>
   <source>Smoothing</source>
   <translation>平滑</translation>
  </message>
  <message>
   <source>Smoothing of the lines</source>
   <translation>曲线平滑</translation>
  </message>
  <message>
   <source>Smoothing {weight}</source>
   <translation>平滑 {weight}</translation>
  </message>
  <message>
   <source>Table (*.csv)</source>
   <translation>表格 (*.csv)</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Go to Render</source>
   <translation>转到“渲染”</translation>
  </message>
  <message>
   <source>Import a video first, then drop what it is to say.</source>
   <translation>请先导入视频，再拖入要讲的语音。</translation>
  </message>
  <message>
   <source>Open workspace</source>
   <translation>打开工作区</translation>
  </message>
  <message>
   <source>Render anyway</source>
   <translation>仍然渲染</translation>
  </message>
  <message>
   <source>Report saved. Read it before you share it.</source>
   <translation>报告已保存。分享前请先查看内容。</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>继续</translation>
  </message>
  <message>
   <source>Saving and stopping. The window closes when that is done.</source>
   <translation>正在保存并停止，完成后窗口会关闭。</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>显示</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>在文件夹中显示</translation>
  </message>
  <message>
   <source>Show next step</source>
   <translation>显示下一步</translation>
  </message>
  <message>
   <source>Show queue</source>
   <translation>显示队列</translation>
  </message>
  <message>
   <source>Show video</source>
   <translation>显示视频</translation>
  </message>
  <message>
   <source>The sample clip is in the queue.</source>
   <translation>示例片段已加入队列。</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>{n} jobs are in the queue.</source>
   <translation>队列中有 {n} 个任务。</translation>
  </message>
  <message>
   <source>{n} videos imported.</source>
   <translation>已导入 {n} 个视频。</translation>
  </message>
  <message>
   <source>“{name}” is already imported.</source>
   <translation>“{name}”已经导入。</translation>
  </message>
  <message>
   <source>“{name}” is imported.</source>
   <translation>“{name}”已导入。</translation>
  </message>
  <message>
   <source>“{name}” will say {files}.</source>
   <translation>“{name}”将讲述 {files} 的内容。</translation>
  </message>
 </context>
 <context>
  <name>Menus</name>
  <message>
   <source>&amp;About SyncTalk Studio</source>
   <translation>关于 SyncTalk Studio(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Dark</source>
   <translation>深色(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>文件(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>帮助(&amp;H)</translation>
  </message>
  <message>
   <source>&amp;Import…</source>
   <translation>导入(&amp;I)…</translation>
  </message>
  <message>
   <source>&amp;Last change</source>
   <translation>最近更改(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Light</source>
   <translation>浅色(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Model weights…</source>
   <translation>模型权重(&amp;M)…</translation>
  </message>
  <message>
   <source>&amp;Name</source>
   <translation>名称(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Paste</source>
   <translation>粘贴(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Preprocess</source>
   <translation>预处理(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Queue</source>
   <translation>队列(&amp;Q)</translation>
  </message>
  <message>
   <source>&amp;Quit</source>
   <translation>退出(&amp;Q)</translation>
  </message>
  <message>
   <source>&amp;Recent workspaces</source>
   <translation>最近的工作区(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Render</source>
   <translation>渲染(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Search projects</source>
   <translation>搜索项目(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Settings…</source>
   <translation>设置(&amp;S)…</translation>
  </message>
  <message>
   <source>&amp;Train</source>
   <translation>训练(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;Try the sample clip</source>
   <translation>试用示例片段(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>视图(&amp;V)</translation>
  </message>
  <message>
   <source>Import &amp;folder…</source>
   <translation>导入文件夹(&amp;F)…</translation>
  </message>
  <message>
   <source>Match &amp;system</source>
   <translation>跟随系统(&amp;S)</translation>
  </message>
  <message>
   <source>None yet</source>
   <translation>暂无</translation>
  </message>
  <message>
   <source>Open &amp;workspace…</source>
   <translation>打开工作区(&amp;W)…</translation>
  </message>
  <message>
   <source>Pre&amp;view</source>
   <translation>预览(&amp;V)</translation>
  </message>
  <message>
   <source>R&amp;efresh</source>
   <translation>刷新(&amp;E)</translation>
  </message>
  <message>
   <source>R&amp;eset panes</source>
   <translation>重置窗格(&amp;E)</translation>
  </message>
  <message>
   <source>Recording &amp;guide</source>
   <translation>录制指南(&amp;G)</translation>
  </message>
  <message>
   <source>S&amp;ort projects by</source>
   <translation>项目排序方式(&amp;O)</translation>
  </message>
  <message>
   <source>Save a &amp;report…</source>
   <translation>保存报告(&amp;R)…</translation>
  </message>
  <message>
   <source>Show or hide project &amp;list</source>
   <translation>显示或隐藏项目列表(&amp;L)</translation>
  </message>
  <message>
   <source>Show wor&amp;kspace folder</source>
   <translation>显示工作区文件夹(&amp;K)</translation>
  </message>
  <message>
   <source>T&amp;heme</source>
   <translation>主题(&amp;H)</translation>
  </message>
  <message>
   <source>Tras&amp;h…</source>
   <translation>回收站(&amp;H)…</translation>
  </message>
 </context>
 <context>
  <name>Metrics</name>
  <message>
   <source>Adversarial</source>
   <translation>对抗</translation>
  </message>
  <message>
   <source>Average mouth</source>
   <translation>平均嘴部</translation>
  </message>
  <message>
   <source>Discriminator</source>
   <translation>判别器</translation>
  </message>
  <message>
   <source>Feature matching</source>
   <translation>特征匹配</translation>
  </message>
  <message>
   <source>Fine detail begins</source>
   <translation>开始学习细节</translation>
  </message>
  <message>
   <source>Full image</source>
   <translation>整幅图像</translation>
  </message>
  <message>
   <source>Model losses</source>
   <translation>模型损失</translation>
  </message>
  <message>
   <source>Mouth</source>
   <translation>嘴部</translation>
  </message>
  <message>
   <source>Mouth shape</source>
   <translation>嘴形</translation>
  </message>
  <message>
   <source>Mouth, shifted audio</source>
   <translation>嘴部，音频错位</translation>
  </message>
  <message>
   <source>Perceptual</source>
   <translation>感知</translation>
  </message>
  <message>
   <source>Sync</source>
   <translation>同步</translation>
  </message>
  <message>
   <source>SyncNet losses</source>
   <translation>SyncNet 损失</translation>
  </message>
  <message>
   <source>Temporal</source>
   <translation>时序</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>训练</translation>
  </message>
  <message>
   <source>Validation PSNR (dB)</source>
   <translation>验证 PSNR (dB)</translation>
  </message>
 </context>
 <context>
  <name>NameDialog</name>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>名称</translation>
  </message>
 </context>
 <context>
  <name>NotOpenedDialog</name>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Copy path</source>
   <translation>复制路径</translation>
  </message>
  <message>
   <source>It was moved, renamed or deleted: {path}</source>
   <translation>它已被移动、重命名或删除：{path}</translation>
  </message>
  <message>
   <source>No program could open “{name}”.</source>
   <translation>没有程序能打开“{name}”。</translation>
  </message>
  <message>
   <source>Not opened</source>
   <translation>未打开</translation>
  </message>
  <message>
   <source>Open it in your file manager; this is where it is: {path}</source>
   <translation>请在文件管理器中打开，位置为：{path}</translation>
  </message>
  <message>
   <source>“{name}” is no longer there.</source>
   <translation>“{name}”已不存在。</translation>
  </message>
 </context>
 <context>
  <name>OptionForm</name>
  <message>
   <source>Advanced · {n} changed ▸</source>
   <translation>高级 · 已更改 {n} 项 ▸</translation>
  </message>
  <message>
   <source>Advanced ▸</source>
   <translation>高级 ▸</translation>
  </message>
  <message>
   <source>Advanced ▾</source>
   <translation>高级 ▾</translation>
  </message>
  <message>
   <source>More options</source>
   <translation>更多选项</translation>
  </message>
  <message>
   <source>{help} {choice}: {meaning}.</source>
   <translation>{help}{choice}：{meaning}。</translation>
  </message>
 </context>
 <context>
  <name>PreprocessForm</name>
  <message>
   <source>Change the length of the training</source>
   <translation>更改训练时长</translation>
  </message>
  <message>
   <source>Change…</source>
   <translation>更改…</translation>
  </message>
  <message>
   <source>Disk space</source>
   <translation>磁盘空间</translation>
  </message>
  <message>
   <source>Epochs: {n}</source>
   <translation>训练轮数：{n}</translation>
  </message>
  <message>
   <source>How long “Make avatar” trains; set it on the Train page</source>
   <translation>“制作数字人”的训练时长；请在“训练”页设置</translation>
  </message>
  <message>
   <source>Speech</source>
   <translation>语音</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>训练</translation>
  </message>
  <message>
   <source>Video</source>
   <translation>视频</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>未知</translation>
  </message>
  <message>
   <source>{needed} ({free} free)</source>
   <translation>{needed}（可用 {free}）</translation>
  </message>
  <message>
   <source>“Make avatar” preprocesses the video and trains a model. Add a speech to get a talking video too.</source>
   <translation>“制作数字人”会预处理视频并训练模型。添加语音还可以得到说话的视频。</translation>
  </message>
  <message>
   <source>“Make avatar” preprocesses the video, trains a model and renders {files}.</source>
   <translation>“制作数字人”会预处理视频、训练模型并渲染 {files}。</translation>
  </message>
 </context>
 <context>
  <name>PreprocessPage</name>
  <message>
   <source>Avatar</source>
   <translation>数字人</translation>
  </message>
  <message>
   <source>Checking face, audio and sharpness before you spend hours training.</source>
   <translation>正在检查人脸、音频和清晰度，以免白白训练几个小时。</translation>
  </message>
  <message>
   <source>Checking video…</source>
   <translation>正在检查视频…</translation>
  </message>
  <message>
   <source>Drop a video into the window to create a project.</source>
   <translation>把视频拖入窗口即可创建项目。</translation>
  </message>
  <message>
   <source>How to record</source>
   <translation>如何录制</translation>
  </message>
  <message>
   <source>In queue</source>
   <translation>排队中</translation>
  </message>
  <message>
   <source>Light, distance, silence, minutes</source>
   <translation>光线、距离、静音、时长</translation>
  </message>
  <message>
   <source>Locate video</source>
   <translation>查找视频</translation>
  </message>
  <message>
   <source>Locate video…</source>
   <translation>查找视频…</translation>
  </message>
  <message>
   <source>Make avatar</source>
   <translation>制作数字人</translation>
  </message>
  <message>
   <source>No video</source>
   <translation>没有视频</translation>
  </message>
  <message>
   <source>Preprocess</source>
   <translation>预处理</translation>
  </message>
  <message>
   <source>Preprocess again</source>
   <translation>重新预处理</translation>
  </message>
  <message>
   <source>Preprocesses and trains, then renders the speech if there is one</source>
   <translation>预处理并训练；如有语音，随后渲染</translation>
  </message>
  <message>
   <source>Preprocessing</source>
   <translation>正在预处理</translation>
  </message>
  <message>
   <source>Render…</source>
   <translation>渲染…</translation>
  </message>
  <message>
   <source>Resume preprocessing</source>
   <translation>继续预处理</translation>
  </message>
  <message>
   <source>Sample clip</source>
   <translation>示例片段</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>The source video of this project is unknown</source>
   <translation>此项目的源视频未知</translation>
  </message>
  <message>
   <source>There is not enough disk space for the frames</source>
   <translation>磁盘空间不足以存放帧</translation>
  </message>
  <message>
   <source>This step is already running or queued</source>
   <translation>此步骤已在运行或排队</translation>
  </message>
  <message>
   <source>This step starts when its device is free.</source>
   <translation>设备空闲后，此步骤即会开始。</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>时间轴</translation>
  </message>
  <message>
   <source>Training is running or queued</source>
   <translation>训练正在运行或排队</translation>
  </message>
  <message>
   <source>Train…</source>
   <translation>训练…</translation>
  </message>
  <message>
   <source>Video check</source>
   <translation>视频检查</translation>
  </message>
  <message>
   <source>Videos ({patterns});;All files (*)</source>
   <translation>视频 ({patterns});;所有文件 (*)</translation>
  </message>
  <message>
   <source>{file} is no longer there. Choose the speech again.</source>
   <translation>{file} 已不存在。请重新选择语音。</translation>
  </message>
 </context>
 <context>
  <name>PreviewPage</name>
  <message>
   <source>After preprocessing you can step through the frames here, with landmarks and crop box. After training you can compare the generated mouth with the real one.</source>
   <translation>预处理后，可在这里逐帧查看关键点和裁剪框。训练后，可对比生成的嘴部与真实的嘴部。</translation>
  </message>
  <message>
   <source>Available after training</source>
   <translation>训练后可用</translation>
  </message>
  <message>
   <source>Epoch {n} is in the queue</source>
   <translation>第 {n} 轮已加入队列</translation>
  </message>
  <message>
   <source>Generating epoch {n}…</source>
   <translation>正在生成第 {n} 轮…</translation>
  </message>
  <message>
   <source>Go to Preprocess</source>
   <translation>转到“预处理”</translation>
  </message>
  <message>
   <source>Nothing to preview yet</source>
   <translation>还没有可预览的内容</translation>
  </message>
  <message>
   <source>Render…</source>
   <translation>渲染…</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>显示</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>时间轴</translation>
  </message>
  <message>
   <source>Train a model first</source>
   <translation>请先训练模型</translation>
  </message>
  <message>
   <source>Validation frames</source>
   <translation>验证帧</translation>
  </message>
  <message>
   <source>Whole clip</source>
   <translation>整个片段</translation>
  </message>
 </context>
 <context>
  <name>ProblemBanner</name>
  <message>
   <source>Install weights…</source>
   <translation>安装权重…</translation>
  </message>
  <message>
   <source>Locate video…</source>
   <translation>查找视频…</translation>
  </message>
  <message>
   <source>Open log</source>
   <translation>打开日志</translation>
  </message>
  <message>
   <source>Resume on the CPU</source>
   <translation>用 CPU 继续</translation>
  </message>
  <message>
   <source>Resume with a lower learning rate</source>
   <translation>用较低的学习率继续</translation>
  </message>
  <message>
   <source>Start a new training</source>
   <translation>开始新的训练</translation>
  </message>
  <message>
   <source>Start when it is free</source>
   <translation>空闲时开始</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
 </context>
 <context>
  <name>ProblemDialog</name>
  <message>
   <source>An internal error occurred in the window.</source>
   <translation>窗口发生内部错误。</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Details were saved to {path}.</source>
   <translation>详细信息已保存到 {path}。</translation>
  </message>
  <message>
   <source>Details were saved. A report includes them, with paths and names removed.</source>
   <translation>详细信息已保存。报告会包含这些信息，并去除路径和名称。</translation>
  </message>
  <message>
   <source>It may have crashed, lost power or been closed. Jobs were not affected: they run in separate processes, and running jobs are shown in the list.</source>
   <translation>可能是崩溃、断电或被强制关闭。任务不受影响：它们在独立进程中运行，正在运行的任务会显示在列表中。</translation>
  </message>
  <message>
   <source>Jobs are not affected: they run in separate processes. You can continue. If something looks wrong, restart the program.</source>
   <translation>任务不受影响：它们在独立进程中运行。可以继续使用；若有异常，请重启程序。</translation>
  </message>
  <message>
   <source>Open log</source>
   <translation>打开日志</translation>
  </message>
  <message>
   <source>Save a report…</source>
   <translation>保存报告…</translation>
  </message>
  <message>
   <source>Something went wrong</source>
   <translation>出错了</translation>
  </message>
  <message>
   <source>The last session, started {when}, ended unexpectedly.</source>
   <translation>上次会话（{when}启动）意外结束。</translation>
  </message>
 </context>
 <context>
  <name>ProjectActions</name>
  <message>
   <source>A job is running on “{name}”. Stop it first.</source>
   <translation>“{name}”有任务正在运行，请先停止。</translation>
  </message>
  <message>
   <source>Copies the preprocessed video and the models into a new project.</source>
   <translation>将预处理过的视频和模型复制到新项目。</translation>
  </message>
  <message>
   <source>Created “{name}”.</source>
   <translation>已创建“{name}”。</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>创建副本</translation>
  </message>
  <message>
   <source>Duplicate “{name}”</source>
   <translation>创建“{name}”的副本</translation>
  </message>
  <message>
   <source>Move {n} projects to Trash</source>
   <translation>将 {n} 个项目移到回收站</translation>
  </message>
  <message>
   <source>Move “{name}” to Trash</source>
   <translation>将“{name}”移到回收站</translation>
  </message>
  <message>
   <source>Moved {n} projects to Trash.</source>
   <translation>已将 {n} 个项目移到回收站。</translation>
  </message>
  <message>
   <source>Moved “{name}” to Trash.</source>
   <translation>已将“{name}”移到回收站。</translation>
  </message>
  <message>
   <source>New name for “{name}”</source>
   <translation>“{name}”的新名称</translation>
  </message>
  <message>
   <source>Permanently deleted {n} items.</source>
   <translation>已永久删除 {n} 项。</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>重命名</translation>
  </message>
  <message>
   <source>Rename “{name}”</source>
   <translation>重命名“{name}”</translation>
  </message>
  <message>
   <source>Renamed “{name}” to “{new}”.</source>
   <translation>已将“{name}”重命名为“{new}”。</translation>
  </message>
  <message>
   <source>Restored {n} items.</source>
   <translation>已还原 {n} 项。</translation>
  </message>
  <message>
   <source>Restored “{name}”.</source>
   <translation>已还原“{name}”。</translation>
  </message>
  <message>
   <source>“{name}” is being imported.</source>
   <translation>正在导入“{name}”。</translation>
  </message>
  <message>
   <source>“{name}” is in the queue. Remove it from the queue first.</source>
   <translation>“{name}”在队列中，请先将其移出队列。</translation>
  </message>
 </context>
 <context>
  <name>ProjectMenu</name>
  <message>
   <source>&amp;Duplicate…</source>
   <translation>创建副本(&amp;D)…</translation>
  </message>
  <message>
   <source>&amp;Move to Trash</source>
   <translation>移到回收站(&amp;M)</translation>
  </message>
  <message>
   <source>&amp;Preprocess</source>
   <translation>预处理(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Project</source>
   <translation>项目(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Rename…</source>
   <translation>重命名(&amp;R)…</translation>
  </message>
  <message>
   <source>&amp;Train</source>
   <translation>训练(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation>撤销(&amp;U)</translation>
  </message>
  <message>
   <source>&amp;Undo: {what}</source>
   <translation>撤销(&amp;U)：{what}</translation>
  </message>
  <message>
   <source>Make &amp;avatar</source>
   <translation>制作数字人(&amp;A)</translation>
  </message>
  <message>
   <source>R&amp;efresh</source>
   <translation>刷新(&amp;E)</translation>
  </message>
  <message>
   <source>Show in &amp;folder</source>
   <translation>在文件夹中显示(&amp;F)</translation>
  </message>
 </context>
 <context>
  <name>ProjectStage</name>
  <message>
   <source>Cannot be used</source>
   <translation>无法使用</translation>
  </message>
  <message>
   <source>Check failed</source>
   <translation>检查失败</translation>
  </message>
  <message>
   <source>Check warnings</source>
   <translation>查看警告</translation>
  </message>
  <message>
   <source>Empty</source>
   <translation>空项目</translation>
  </message>
  <message>
   <source>Evaluating</source>
   <translation>正在评估</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>失败</translation>
  </message>
  <message>
   <source>Interrupted · can resume</source>
   <translation>已中断 · 可继续</translation>
  </message>
  <message>
   <source>Live</source>
   <translation>实时</translation>
  </message>
  <message>
   <source>Model not ready</source>
   <translation>模型未就绪</translation>
  </message>
  <message>
   <source>Not preprocessed</source>
   <translation>未预处理</translation>
  </message>
  <message>
   <source>Preprocessing</source>
   <translation>正在预处理</translation>
  </message>
  <message>
   <source>Preprocessing and training</source>
   <translation>正在预处理并训练</translation>
  </message>
  <message>
   <source>Preprocessing failed</source>
   <translation>预处理失败</translation>
  </message>
  <message>
   <source>Ready to render</source>
   <translation>可以渲染</translation>
  </message>
  <message>
   <source>Ready to train</source>
   <translation>可以训练</translation>
  </message>
  <message>
   <source>Rendering</source>
   <translation>正在渲染</translation>
  </message>
  <message>
   <source>Rendering failed</source>
   <translation>渲染失败</translation>
  </message>
  <message>
   <source>Sample clip</source>
   <translation>示例片段</translation>
  </message>
  <message>
   <source>Speed test</source>
   <translation>正在测速</translation>
  </message>
  <message>
   <source>Trained · epoch {n}</source>
   <translation>已训练 · 第 {n} 轮</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>正在训练</translation>
  </message>
  <message>
   <source>Training failed</source>
   <translation>训练失败</translation>
  </message>
  <message>
   <source>Weights missing</source>
   <translation>缺少权重</translation>
  </message>
  <message>
   <source>Working</source>
   <translation>正在处理</translation>
  </message>
  <message>
   <source>Writing strips</source>
   <translation>正在写入连续帧</translation>
  </message>
  <message>
   <source>{doing} · paused</source>
   <translation>{doing} · 已暂停</translation>
  </message>
  <message>
   <source>{doing} · stopping</source>
   <translation>{doing} · 正在停止</translation>
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
   <translation>{when}更改</translation>
  </message>
  <message>
   <source>one video warning</source>
   <translation>1 条视频警告</translation>
  </message>
  <message>
   <source>{n} video warnings</source>
   <translation>{n} 条视频警告</translation>
  </message>
 </context>
 <context>
  <name>QualityBar</name>
  <message>
   <source>Lip sync of each second</source>
   <translation>每一秒的唇形同步</translation>
  </message>
  <message>
   <source>in sync</source>
   <translation>同步</translation>
  </message>
  <message>
   <source>not measured</source>
   <translation>未测量</translation>
  </message>
  <message>
   <source>score {value}</source>
   <translation>评分 {value}</translation>
  </message>
  <message>
   <source>weak lip sync</source>
   <translation>唇形同步较弱</translation>
  </message>
 </context>
 <context>
  <name>QueueDialog</name>
  <message>
   <source>Automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Dismiss</source>
   <translation>清除</translation>
  </message>
  <message>
   <source>Earlier</source>
   <translation>提前</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>失败</translation>
  </message>
  <message>
   <source>In queue</source>
   <translation>排队中</translation>
  </message>
  <message>
   <source>In queue (paused)</source>
   <translation>排队中（已暂停）</translation>
  </message>
  <message>
   <source>Later</source>
   <translation>推后</translation>
  </message>
  <message>
   <source>No jobs</source>
   <translation>没有任务</translation>
  </message>
  <message>
   <source>Open log</source>
   <translation>打开日志</translation>
  </message>
  <message>
   <source>Pause queue</source>
   <translation>暂停队列</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>队列</translation>
  </message>
  <message>
   <source>Remove from queue</source>
   <translation>移出队列</translation>
  </message>
  <message>
   <source>Running</source>
   <translation>运行中</translation>
  </message>
  <message>
   <source>Running jobs continue; no new job starts</source>
   <translation>正在运行的任务会继续，但不启动新任务</translation>
  </message>
  <message>
   <source>Select several projects in the list and choose Make avatar in the Project menu. They run one after another, or one on each device.</source>
   <translation>在列表中选择多个项目，然后在“项目”菜单中选择“制作数字人”。它们会依次运行，或每台设备各运行一个。</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>Undo: {name}</source>
   <translation>撤销：{name}</translation>
  </message>
  <message>
   <source>resumes</source>
   <translation>继续</translation>
  </message>
  <message>
   <source>{name} · removed from the queue</source>
   <translation>{name} · 已移出队列</translation>
  </message>
 </context>
 <context>
  <name>Recorder</name>
  <message>
   <source>No audio was recorded. Check that the microphone is on and allowed.</source>
   <translation>没有录到音频。请检查麦克风是否已打开并获准使用。</translation>
  </message>
  <message>
   <source>The microphone could not be opened. Check that access is allowed.</source>
   <translation>无法打开麦克风。请检查是否已允许访问。</translation>
  </message>
 </context>
 <context>
  <name>RecordingGuide</name>
  <message>
   <source>A window behind the camera is good. Avoid sun, lamps from the side and automatic exposure.</source>
   <translation>窗户在相机后方较好。避免阳光直射、侧面灯光和自动曝光。</translation>
  </message>
  <message>
   <source>Audio: a microphone near the mouth, a quiet room, no music and no second voice.</source>
   <translation>音频：麦克风靠近嘴部，房间安静，没有音乐和他人的声音。</translation>
  </message>
  <message>
   <source>Camera: on a tripod, at eye level, in focus, 25 frames per second or more.</source>
   <translation>相机：用三脚架固定，与眼睛齐平，对焦准确，每秒 25 帧或更高。</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Cut away everything in which the person does not speak to the camera.</source>
   <translation>剪去人物没有面对镜头讲话的部分。</translation>
  </message>
  <message>
   <source>Distance: the face should be at least 250 pixels wide.</source>
   <translation>距离：人脸宽度应至少为 250 像素。</translation>
  </message>
  <message>
   <source>Half a minute is enough to try it. Read any text, and speak as the avatar is to speak.</source>
   <translation>试用半分钟即可。可以朗读任意文字，并用希望数字人采用的方式讲话。</translation>
  </message>
  <message>
   <source>Head and shoulders in a Full HD video. Teeth and lips need pixels.</source>
   <translation>用全高清视频拍摄头部和肩部。牙齿和嘴唇需要足够的像素。</translation>
  </message>
  <message>
   <source>How to record a good video</source>
   <translation>如何录制好视频</translation>
  </message>
  <message>
   <source>Keep hands, microphone and hair away from the mouth.</source>
   <translation>手、麦克风和头发不要遮住嘴部。</translation>
  </message>
  <message>
   <source>Length: speak for 3 to 5 minutes.</source>
   <translation>时长：讲话 3 到 5 分钟。</translation>
  </message>
  <message>
   <source>Light: soft and even, from the front, and unchanged throughout.</source>
   <translation>光线：柔和均匀，来自正面，且始终不变。</translation>
  </message>
  <message>
   <source>Lock focus and exposure. Blurred frames teach blur.</source>
   <translation>锁定对焦和曝光。模糊的帧只会让模型学到模糊。</translation>
  </message>
  <message>
   <source>Pose: look into the camera; turn the head only a little.</source>
   <translation>姿势：看着镜头，头部只可稍微转动。</translation>
  </message>
  <message>
   <source>Recording guide</source>
   <translation>录制指南</translation>
  </message>
  <message>
   <source>Scene: one person, one uncut take, nothing moving in the background.</source>
   <translation>场景：只有一个人，单个未剪切的镜头，背景中没有活动的东西。</translation>
  </message>
  <message>
   <source>Silence: keep your mouth closed for 2 seconds at the start and at the end.</source>
   <translation>静音：开头和结尾各闭嘴 2 秒。</translation>
  </message>
  <message>
   <source>The model learns only what the video shows. Ten minutes spent on the recording improve the result more than hours of training.</source>
   <translation>模型只能学到视频中的内容。在录制上花十分钟，比训练几个小时更能改善结果。</translation>
  </message>
  <message>
   <source>The model learns what a closed mouth looks like, and clips begin and end at rest.</source>
   <translation>模型会学到闭嘴的样子，片段也能以静止状态开始和结束。</translation>
  </message>
  <message>
   <source>The model learns which mouth shape belongs to which speech. Noise hides it.</source>
   <translation>模型学习语音与嘴形的对应关系，噪声会掩盖它。</translation>
  </message>
 </context>
 <context>
  <name>RefusalsDialog</name>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Could not import {path}.</source>
   <translation>无法导入 {path}。</translation>
  </message>
  <message>
   <source>Import as a new project</source>
   <translation>导入为新项目</translation>
  </message>
  <message>
   <source>Not imported</source>
   <translation>未导入</translation>
  </message>
  <message>
   <source>The engine ended without a message. Try again.</source>
   <translation>引擎未给出消息就结束了。请重试。</translation>
  </message>
  <message>
   <source>You can import it as a new project.</source>
   <translation>可以将其导入为新项目。</translation>
  </message>
 </context>
 <context>
  <name>RenderForm</name>
  <message>
   <source>Choose…</source>
   <translation>选择…</translation>
  </message>
  <message>
   <source>Epoch {n}</source>
   <translation>第 {n} 轮</translation>
  </message>
  <message>
   <source>PEM files (*.pem *.crt *.cer *.key);;All files (*)</source>
   <translation>PEM 文件 (*.pem *.crt *.cer *.key);;所有文件 (*)</translation>
  </message>
 </context>
 <context>
  <name>RenderGallery</name>
  <message>
   <source>Rendered videos</source>
   <translation>渲染的视频</translation>
  </message>
 </context>
 <context>
  <name>RenderListModel</name>
  <message>
   <source>Best checkpoint</source>
   <translation>最佳检查点</translation>
  </message>
  <message>
   <source>Epoch {n}</source>
   <translation>第 {n} 轮</translation>
  </message>
  <message>
   <source>Failed · {date}</source>
   <translation>失败 · {date}</translation>
  </message>
  <message>
   <source>In queue</source>
   <translation>排队中</translation>
  </message>
  <message>
   <source>Interrupted: the engine ended unexpectedly.</source>
   <translation>已中断：引擎意外结束。</translation>
  </message>
  <message>
   <source>Rendering, {percent}</source>
   <translation>正在渲染，{percent}</translation>
  </message>
  <message>
   <source>Rendering…</source>
   <translation>正在渲染…</translation>
  </message>
  <message>
   <source>{what} (best)</source>
   <translation>{what}（最佳）</translation>
  </message>
 </context>
 <context>
  <name>RenderPage</name>
  <message>
   <source>A video without speech: the mouth stays closed, the head moves</source>
   <translation>没有语音的视频：嘴部保持闭合，头部会动</translation>
  </message>
  <message>
   <source>Audio</source>
   <translation>音频</translation>
  </message>
  <message>
   <source>Choose an audio file first</source>
   <translation>请先选择音频文件</translation>
  </message>
  <message>
   <source>Choose an audio file on the left, then press Render.</source>
   <translation>在左侧选择音频文件，然后点击“渲染”。</translation>
  </message>
  <message>
   <source>Export video</source>
   <translation>导出视频</translation>
  </message>
  <message>
   <source>Exported {file}.</source>
   <translation>已导出 {file}。</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>导出…</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>失败</translation>
  </message>
  <message>
   <source>Go to Preprocess</source>
   <translation>转到“预处理”</translation>
  </message>
  <message>
   <source>Go to Train</source>
   <translation>转到“训练”</translation>
  </message>
  <message>
   <source>Idle clip</source>
   <translation>静默片段</translation>
  </message>
  <message>
   <source>In queue</source>
   <translation>排队中</translation>
  </message>
  <message>
   <source>Length in seconds. The mouth stays closed and the head moves:</source>
   <translation>时长（秒）。嘴部保持闭合，头部会动：</translation>
  </message>
  <message>
   <source>Looking for rendered videos…</source>
   <translation>正在查找已渲染的视频…</translation>
  </message>
  <message>
   <source>Move to Trash</source>
   <translation>移到回收站</translation>
  </message>
  <message>
   <source>No model yet</source>
   <translation>还没有模型</translation>
  </message>
  <message>
   <source>Not rendered: {files}. Press Render to use this model anyway.</source>
   <translation>未渲染：{files}。按“渲染”可仍然使用此模型。</translation>
  </message>
  <message>
   <source>Nothing rendered yet</source>
   <translation>还没有渲染结果</translation>
  </message>
  <message>
   <source>Open in default player</source>
   <translation>用默认播放器打开</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>播放</translation>
  </message>
  <message>
   <source>Press Render at the top right.</source>
   <translation>点击右上角的“渲染”。</translation>
  </message>
  <message>
   <source>Press “Make avatar” on the Preprocess page. It does all steps in one go.</source>
   <translation>请在“预处理”页按“制作数字人”，它会一次完成所有步骤。</translation>
  </message>
  <message>
   <source>Preview 10 s</source>
   <translation>预览 10 秒</translation>
  </message>
  <message>
   <source>Remove from list</source>
   <translation>从列表中移除</translation>
  </message>
  <message>
   <source>Remove from queue</source>
   <translation>移出队列</translation>
  </message>
  <message>
   <source>Removed “{name}” from the queue.</source>
   <translation>已将“{name}”移出队列。</translation>
  </message>
  <message>
   <source>Render</source>
   <translation>渲染</translation>
  </message>
  <message>
   <source>Render again</source>
   <translation>重新渲染</translation>
  </message>
  <message>
   <source>Render an idle clip…</source>
   <translation>渲染静默片段…</translation>
  </message>
  <message>
   <source>Render and play the first 10 seconds</source>
   <translation>渲染并播放前 10 秒</translation>
  </message>
  <message>
   <source>Rendering</source>
   <translation>正在渲染</translation>
  </message>
  <message>
   <source>Rendering starts when the device is free.</source>
   <translation>设备空闲后，即会开始渲染。</translation>
  </message>
  <message>
   <source>Renders</source>
   <translation>渲染结果</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>在文件夹中显示</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>The audio</source>
   <translation>该音频</translation>
  </message>
  <message>
   <source>The head moves as in the video; only the mouth is generated.</source>
   <translation>头部动作与视频相同；只有嘴部是生成的。</translation>
  </message>
  <message>
   <source>This audio could not be rendered</source>
   <translation>此音频渲染失败</translation>
  </message>
  <message>
   <source>This audio could not be rendered. See the message above.</source>
   <translation>无法渲染此音频，请看上方的消息。</translation>
  </message>
  <message>
   <source>Train a model first</source>
   <translation>请先训练模型</translation>
  </message>
  <message>
   <source>Train a model first. Then you can render any audio with it.</source>
   <translation>请先训练模型，之后即可用它渲染任意音频。</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Video (*{suffix})</source>
   <translation>视频 (*{suffix})</translation>
  </message>
  <message>
   <source>{file} is no longer there. Choose the audio again.</source>
   <translation>{file} 已不存在。请重新选择音频。</translation>
  </message>
 </context>
 <context>
  <name>RenderProgress</name>
  <message>
   <source>Latest rendered frame</source>
   <translation>最新渲染的帧</translation>
  </message>
  <message>
   <source>Progress of the render</source>
   <translation>渲染进度</translation>
  </message>
 </context>
 <context>
  <name>RenderQuestion</name>
  <message>
   <source>Render anyway</source>
   <translation>仍然渲染</translation>
  </message>
  <message>
   <source>Render with this model?</source>
   <translation>要用此模型渲染吗？</translation>
  </message>
 </context>
 <context>
  <name>ResultView</name>
  <message>
   <source>Export…</source>
   <translation>导出…</translation>
  </message>
  <message>
   <source>Frames of the rendered video</source>
   <translation>渲染视频的帧</translation>
  </message>
  <message>
   <source>Move to Trash (Delete)</source>
   <translation>移到回收站 (Delete)</translation>
  </message>
  <message>
   <source>No preview</source>
   <translation>没有预览</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>播放</translation>
  </message>
  <message>
   <source>Render again</source>
   <translation>重新渲染</translation>
  </message>
  <message>
   <source>Render the chosen second with the current options, in its place</source>
   <translation>用当前选项就地重新渲染所选的一秒</translation>
  </message>
  <message>
   <source>Render the same audio with the current model</source>
   <translation>用当前模型渲染同一音频</translation>
  </message>
  <message>
   <source>Render this second again</source>
   <translation>重新渲染这一秒</translation>
  </message>
  <message>
   <source>Save a copy of the video elsewhere</source>
   <translation>将视频的副本保存到别处</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>在文件夹中显示</translation>
  </message>
  <message>
   <source>rendered in {duration}</source>
   <translation>渲染用时 {duration}</translation>
  </message>
 </context>
 <context>
  <name>RunChart</name>
  <message>
   <source>Loss</source>
   <translation>损失</translation>
  </message>
  <message>
   <source>Losses</source>
   <translation>损失</translation>
  </message>
  <message>
   <source>PSNR (dB)</source>
   <translation>PSNR (dB)</translation>
  </message>
  <message>
   <source>Validation</source>
   <translation>验证</translation>
  </message>
  <message>
   <source>Validation: {n}</source>
   <translation>验证：{n}</translation>
  </message>
 </context>
 <context>
  <name>RunMetrics</name>
  <message>
   <source>Above average mouth</source>
   <translation>优于平均嘴部</translation>
  </message>
  <message>
   <source>Best checkpoint</source>
   <translation>最佳检查点</translation>
  </message>
  <message>
   <source>Epoch {n}</source>
   <translation>第 {n} 轮</translation>
  </message>
  <message>
   <source>GPU</source>
   <translation>GPU</translation>
  </message>
  <message>
   <source>GPU memory</source>
   <translation>GPU 显存</translation>
  </message>
  <message>
   <source>Gain over always showing the average mouth</source>
   <translation>相对于始终显示平均嘴部的提升</translation>
  </message>
  <message>
   <source>How well SyncNet separates matching from shifted audio. 1.0 is perfect, 0.5 is guessing.</source>
   <translation>SyncNet 区分匹配音频与错位音频的能力。1.0 为完美，0.5 等于猜测。</translation>
  </message>
  <message>
   <source>Images/s</source>
   <translation>张/秒</translation>
  </message>
  <message>
   <source>Main memory that the training uses</source>
   <translation>训练占用的主内存</translation>
  </message>
  <message>
   <source>Memory</source>
   <translation>内存</translation>
  </message>
  <message>
   <source>Mouth, validation</source>
   <translation>嘴部，验证</translation>
  </message>
  <message>
   <source>PSNR of the generated mouth against the real one, on validation frames. Higher is better.</source>
   <translation>验证帧上生成的嘴部相对于真实嘴部的 PSNR，越高越好。</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>已暂停</translation>
  </message>
  <message>
   <source>Quality drop with shifted audio. Near zero means the model ignores the audio.</source>
   <translation>音频错位时的质量下降。接近零表示模型忽略音频。</translation>
  </message>
  <message>
   <source>Responds to audio</source>
   <translation>对音频的响应</translation>
  </message>
  <message>
   <source>Saving, then stopping…</source>
   <translation>正在保存，随后停止…</translation>
  </message>
  <message>
   <source>Step</source>
   <translation>步数</translation>
  </message>
  <message>
   <source>SyncNet AUC</source>
   <translation>SyncNet AUC</translation>
  </message>
  <message>
   <source>Used of all that the GPU has</source>
   <translation>GPU 全部显存中已用的部分</translation>
  </message>
  <message>
   <source>Utilization and temperature of the GPU</source>
   <translation>GPU 的利用率和温度</translation>
  </message>
  <message>
   <source>after {duration}, at {time}</source>
   <translation>用时 {duration}，结束于 {time}</translation>
  </message>
  <message>
   <source>{n} dB</source>
   <translation>{n} dB</translation>
  </message>
  <message>
   <source>{stage} · {duration} left · done about {time}</source>
   <translation>{stage} · 剩余 {duration} · 约 {time} 完成</translation>
  </message>
 </context>
 <context>
  <name>Runs</name>
  <message>
   <source>Could not start the engine.</source>
   <translation>无法启动引擎。</translation>
  </message>
  <message>
   <source>Evaluation of “{name}” finished.</source>
   <translation>“{name}”评估完成。</translation>
  </message>
  <message>
   <source>Interrupted: the engine ended unexpectedly.</source>
   <translation>已中断：引擎意外结束。</translation>
  </message>
  <message>
   <source>It failed without an error message.</source>
   <translation>失败，没有错误消息。</translation>
  </message>
  <message>
   <source>Open the log for details.</source>
   <translation>详情请查看日志。</translation>
  </message>
  <message>
   <source>Possible causes: power loss, a crash, or too little memory. Saved progress is kept.</source>
   <translation>可能的原因：断电、崩溃或内存不足。已保存的进度会保留。</translation>
  </message>
  <message>
   <source>Reinstall the program.</source>
   <translation>请重新安装程序。</translation>
  </message>
  <message>
   <source>Speed test of “{name}” finished.</source>
   <translation>“{name}”测速完成。</translation>
  </message>
  <message>
   <source>Starting…</source>
   <translation>正在启动…</translation>
  </message>
  <message>
   <source>The live video of “{name}” ended.</source>
   <translation>“{name}”的实时视频已结束。</translation>
  </message>
  <message>
   <source>The strips of “{name}” are written.</source>
   <translation>“{name}”的连续帧已写入。</translation>
  </message>
  <message>
   <source>The video of the sample clip is ready.</source>
   <translation>示例片段的视频已生成。</translation>
  </message>
  <message>
   <source>The video of “{name}” is ready.</source>
   <translation>“{name}”的视频已生成。</translation>
  </message>
  <message>
   <source>Validation frames of “{name}” are ready.</source>
   <translation>“{name}”的验证帧已生成。</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>失败</translation>
  </message>
  <message>
   <source>finished</source>
   <translation>已完成</translation>
  </message>
  <message>
   <source>interrupted</source>
   <translation>已中断</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>已暂停</translation>
  </message>
  <message>
   <source>running</source>
   <translation>运行中</translation>
  </message>
  <message>
   <source>starting</source>
   <translation>正在启动</translation>
  </message>
  <message>
   <source>stopped</source>
   <translation>已停止</translation>
  </message>
  <message>
   <source>stopping</source>
   <translation>正在停止</translation>
  </message>
  <message>
   <source>{duration} left</source>
   <translation>剩余 {duration}</translation>
  </message>
  <message>
   <source>“{name}” finished.</source>
   <translation>“{name}”已完成。</translation>
  </message>
  <message>
   <source>“{name}” has already trained for this long. Choose a longer time to continue.</source>
   <translation>“{name}”已训练到该时长。要继续，请选择更长的时间。</translation>
  </message>
  <message>
   <source>“{name}” is preprocessed and trained.</source>
   <translation>“{name}”预处理和训练完成。</translation>
  </message>
  <message>
   <source>“{name}” is preprocessed.</source>
   <translation>“{name}”预处理完成。</translation>
  </message>
  <message>
   <source>“{name}” is trained.</source>
   <translation>“{name}”训练完成。</translation>
  </message>
  <message>
   <source>“{name}” was stopped.</source>
   <translation>“{name}”已停止。</translation>
  </message>
 </context>
 <context>
  <name>SampleGrid</name>
  <message>
   <source>Difference
× 4</source>
   <translation>差异
× 4</translation>
  </message>
  <message>
   <source>Generated</source>
   <translation>生成</translation>
  </message>
  <message>
   <source>Samples appear here after the first validation.</source>
   <translation>首次验证后，样本会显示在这里。</translation>
  </message>
  <message>
   <source>Target</source>
   <translation>目标</translation>
  </message>
  <message>
   <source>Validation samples, target above generated</source>
   <translation>验证样本，上为目标，下为生成</translation>
  </message>
 </context>
 <context>
  <name>SampleStrip</name>
  <message>
   <source>Checkpoint</source>
   <translation>检查点</translation>
  </message>
  <message>
   <source>Difference</source>
   <translation>差异</translation>
  </message>
  <message>
   <source>Difference between generated and target, amplified 4 times</source>
   <translation>生成与目标的差异，放大 4 倍</translation>
  </message>
  <message>
   <source>Epoch {n}</source>
   <translation>第 {n} 轮</translation>
  </message>
  <message>
   <source>Epoch {n} of {count}</source>
   <translation>第 {n} 轮，共 {count} 轮</translation>
  </message>
  <message>
   <source>Step {n}</source>
   <translation>第 {n} 步</translation>
  </message>
  <message>
   <source>Training step of the samples</source>
   <translation>样本对应的训练步</translation>
  </message>
  <message>
   <source>{what} · best</source>
   <translation>{what} · 最佳</translation>
  </message>
 </context>
 <context>
  <name>ScrollArea</name>
  <message>
   <source>Scroll</source>
   <translation>滚动</translation>
  </message>
 </context>
 <context>
  <name>Session</name>
  <message>
   <source>Importing…</source>
   <translation>正在导入…</translation>
  </message>
  <message>
   <source>In queue</source>
   <translation>排队中</translation>
  </message>
 </context>
 <context>
  <name>SettingsDialog</name>
  <message>
   <source>&amp;Device for new projects</source>
   <translation>新项目的设备(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Jobs at the same time</source>
   <translation>同时进行的任务(&amp;J)</translation>
  </message>
  <message>
   <source>&amp;Keep the computer awake while a job runs</source>
   <translation>任务运行时不让电脑休眠(&amp;K)</translation>
  </message>
  <message>
   <source>&amp;Language</source>
   <translation>语言(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Notify me when a job finishes in the background</source>
   <translation>任务在后台完成时通知我(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Theme</source>
   <translation>主题(&amp;T)</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>选择…</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>深色</translation>
  </message>
  <message>
   <source>Each project can use another device; choose it in the status bar.</source>
   <translation>每个项目可以使用不同的设备；请在状态栏中选择。</translation>
  </message>
  <message>
   <source>Everything runs on this computer; nothing is uploaded. No update checks, no telemetry. Nothing downloads without your permission. The command line uses the same workspace.</source>
   <translation>一切都在本机运行，不上传任何内容。不检查更新，不收集数据。未经允许不会下载任何内容。命令行使用同一工作区。</translation>
  </message>
  <message>
   <source>How many jobs of the queue run at the same time. A graphics card takes one at a time; on a processor, several share its cores and its memory.</source>
   <translation>队列中同时运行的任务数。一块显卡一次运行一个任务；在处理器上，多个任务共用其核心和内存。</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>浅色</translation>
  </message>
  <message>
   <source>Match system</source>
   <translation>跟随系统</translation>
  </message>
  <message>
   <source>Not supported on this system. Use its power settings.</source>
   <translation>此系统不支持，请使用系统的电源设置。</translation>
  </message>
  <message>
   <source>One on each device</source>
   <translation>每个设备一个</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>设置</translation>
  </message>
  <message>
   <source>Workspace</source>
   <translation>工作区</translation>
  </message>
 </context>
 <context>
  <name>Sidebar</name>
  <message>
   <source>Projects</source>
   <translation>项目</translation>
  </message>
  <message>
   <source>Search projects</source>
   <translation>搜索项目</translation>
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
   <translation>视频中的一帧</translation>
  </message>
  <message>
   <source>Click the face to follow. Person {n} is followed.</source>
   <translation>点击要跟踪的人脸。当前跟踪人物 {n}。</translation>
  </message>
  <message>
   <source>Imported video</source>
   <translation>导入的视频</translation>
  </message>
  <message>
   <source>No frame of this video could be read.</source>
   <translation>无法读取此视频的任何一帧。</translation>
  </message>
  <message>
   <source>Opening video…</source>
   <translation>正在打开视频…</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>播放</translation>
  </message>
 </context>
 <context>
  <name>SpeechItem</name>
  <message>
   <source>Listen to {file}</source>
   <translation>试听 {file}</translation>
  </message>
  <message>
   <source>Pause {file}</source>
   <translation>暂停 {file}</translation>
  </message>
  <message>
   <source>Remove {file}</source>
   <translation>移除 {file}</translation>
  </message>
 </context>
 <context>
  <name>SpeechPlayer</name>
  <message>
   <source>Cannot play {file}: {reason}.</source>
   <translation>无法播放 {file}：{reason}。</translation>
  </message>
 </context>
 <context>
  <name>SpeechRow</name>
  <message>
   <source>Audio ({patterns});;All files (*)</source>
   <translation>音频 ({patterns});;所有文件 (*)</translation>
  </message>
  <message>
   <source>Choose speech</source>
   <translation>选择语音</translation>
  </message>
  <message>
   <source>Drop an audio file: what the avatar is to say</source>
   <translation>拖入音频文件：数字人要讲的内容</translation>
  </message>
  <message>
   <source>Recording… {time}</source>
   <translation>正在录音… {time}</translation>
  </message>
  <message>
   <source>Remove the speech</source>
   <translation>移除语音</translation>
  </message>
  <message>
   <source>none yet</source>
   <translation>暂无</translation>
  </message>
 </context>
 <context>
  <name>SpeechSources</name>
  <message>
   <source>Choose…</source>
   <translation>选择…</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>录音</translation>
  </message>
  <message>
   <source>Recording level</source>
   <translation>录音电平</translation>
  </message>
  <message>
   <source>Stop recording</source>
   <translation>停止录音</translation>
  </message>
  <message>
   <source>The microphone is not allowed. Allow it for SyncTalk Studio in the system's privacy settings.</source>
   <translation>麦克风未获准使用。请在系统的隐私设置中允许 SyncTalk Studio 使用麦克风。</translation>
  </message>
  <message>
   <source>Type text…</source>
   <translation>输入文字…</translation>
  </message>
 </context>
 <context>
  <name>SpeedTestView</name>
  <message>
   <source>A batch size of {n} suits this device best.</source>
   <translation>此设备最适合的批大小为 {n}。</translation>
  </message>
  <message>
   <source>A learning rate of {lr} goes with it (square root of the batch size).</source>
   <translation>与之相配的学习率为 {lr}（按批大小的平方根）。</translation>
  </message>
  <message>
   <source>A smaller batch size needs less.</source>
   <translation>减小批大小可减少占用。</translation>
  </message>
  <message>
   <source>Disk space</source>
   <translation>磁盘空间</translation>
  </message>
  <message>
   <source>Free some space, or choose a smaller preset.</source>
   <translation>请腾出空间，或选择较小的预设。</translation>
  </message>
  <message>
   <source>Images/s</source>
   <translation>张/秒</translation>
  </message>
  <message>
   <source>Memory</source>
   <translation>内存</translation>
  </message>
  <message>
   <source>Not enough disk space for this training.</source>
   <translation>磁盘空间不足以完成此次训练。</translation>
  </message>
  <message>
   <source>Runs a few test steps to estimate speed, memory and time</source>
   <translation>试运行几步，估算速度、内存和时间</translation>
  </message>
  <message>
   <source>Speed test</source>
   <translation>测速</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>Tested {when}: {preset}, batch size {n}</source>
   <translation>{when}测速：{preset}，批大小 {n}</translation>
  </message>
  <message>
   <source>Testing…</source>
   <translation>正在测速…</translation>
  </message>
  <message>
   <source>Total time</source>
   <translation>总时间</translation>
  </message>
  <message>
   <source>Training needs nearly all free memory.</source>
   <translation>训练几乎会用尽可用内存。</translation>
  </message>
  <message>
   <source>Use batch size {n}</source>
   <translation>使用批大小 {n}</translation>
  </message>
  <message>
   <source>Use this</source>
   <translation>使用</translation>
  </message>
 </context>
 <context>
  <name>StageProgress</name>
  <message>
   <source>Paused</source>
   <translation>已暂停</translation>
  </message>
  <message>
   <source>Starting…</source>
   <translation>正在启动…</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>正在停止…</translation>
  </message>
 </context>
 <context>
  <name>Stages</name>
  <message>
   <source>Audio</source>
   <translation>音频</translation>
  </message>
  <message>
   <source>Audio branch</source>
   <translation>音频分支</translation>
  </message>
  <message>
   <source>Audio features</source>
   <translation>音频特征</translation>
  </message>
  <message>
   <source>Captions</source>
   <translation>字幕</translation>
  </message>
  <message>
   <source>Checking audio sync</source>
   <translation>检查音画同步</translation>
  </message>
  <message>
   <source>Comparison with the source</source>
   <translation>与原视频对比</translation>
  </message>
  <message>
   <source>Crops</source>
   <translation>裁剪</translation>
  </message>
  <message>
   <source>Download</source>
   <translation>下载</translation>
  </message>
  <message>
   <source>Encoding</source>
   <translation>编码</translation>
  </message>
  <message>
   <source>Evaluation</source>
   <translation>评估</translation>
  </message>
  <message>
   <source>Evaluator</source>
   <translation>评估器</translation>
  </message>
  <message>
   <source>Frames</source>
   <translation>帧</translation>
  </message>
  <message>
   <source>Landmarks</source>
   <translation>关键点</translation>
  </message>
  <message>
   <source>Lip sync (SyncNet)</source>
   <translation>唇形同步 (SyncNet)</translation>
  </message>
  <message>
   <source>Live</source>
   <translation>实时</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>模型</translation>
  </message>
  <message>
   <source>Preprocessing</source>
   <translation>预处理</translation>
  </message>
  <message>
   <source>Rendering</source>
   <translation>渲染</translation>
  </message>
  <message>
   <source>Sample clip</source>
   <translation>示例片段</translation>
  </message>
  <message>
   <source>Speed test</source>
   <translation>测速</translation>
  </message>
  <message>
   <source>Strips</source>
   <translation>连续帧</translation>
  </message>
  <message>
   <source>Validation frames</source>
   <translation>验证帧</translation>
  </message>
  <message>
   <source>Working</source>
   <translation>处理</translation>
  </message>
  <message>
   <source>audio</source>
   <translation>音频</translation>
  </message>
  <message>
   <source>audio features</source>
   <translation>音频特征</translation>
  </message>
  <message>
   <source>frames</source>
   <translation>帧</translation>
  </message>
  <message>
   <source>landmarks</source>
   <translation>关键点</translation>
  </message>
 </context>
 <context>
  <name>StatusBar</name>
  <message>
   <source>Checking {name}…</source>
   <translation>正在检查 {name}…</translation>
  </message>
  <message>
   <source>No jobs running</source>
   <translation>没有正在运行的任务</translation>
  </message>
  <message>
   <source>Queue paused; {n} in queue.</source>
   <translation>队列已暂停；{n} 个排队中。</translation>
  </message>
  <message>
   <source>Queue {n} · paused ▴</source>
   <translation>队列 {n} · 已暂停 ▴</translation>
  </message>
  <message>
   <source>Queue {n} ▴</source>
   <translation>队列 {n} ▴</translation>
  </message>
  <message>
   <source>Queue ▴</source>
   <translation>队列 ▴</translation>
  </message>
  <message>
   <source>next: {names}</source>
   <translation>接下来：{names}</translation>
  </message>
  <message>
   <source>on {device}</source>
   <translation>{device}</translation>
  </message>
  <message>
   <source>{duration} left</source>
   <translation>剩余 {duration}</translation>
  </message>
  <message>
   <source>{n} in queue</source>
   <translation>{n} 个排队中</translation>
  </message>
  <message>
   <source>{n} more running</source>
   <translation>另有 {n} 个正在运行</translation>
  </message>
 </context>
 <context>
  <name>StepBar</name>
  <message>
   <source>Preprocess</source>
   <translation>预处理</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>预览</translation>
  </message>
  <message>
   <source>Render</source>
   <translation>渲染</translation>
  </message>
  <message>
   <source>Train</source>
   <translation>训练</translation>
  </message>
  <message>
   <source>{step}, done</source>
   <translation>{step}，已完成</translation>
  </message>
 </context>
 <context>
  <name>StopDialog</name>
  <message>
   <source>Its progress is saved, and it can be resumed.</source>
   <translation>进度会保存，之后可以继续。</translation>
  </message>
  <message>
   <source>Its work so far is lost.</source>
   <translation>到目前为止的工作会丢失。</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>Stop the job?</source>
   <translation>要停止任务吗？</translation>
  </message>
  <message>
   <source>The job “{kind}” of “{name}” will be stopped.</source>
   <translation>“{name}”的任务“{kind}”将停止。</translation>
  </message>
 </context>
 <context>
  <name>TextToSpeechDialog</name>
  <message>
   <source>American English</source>
   <translation>美式英语</translation>
  </message>
  <message>
   <source>British English</source>
   <translation>英式英语</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Chinese</source>
   <translation>中文</translation>
  </message>
  <message>
   <source>Create speech</source>
   <translation>生成语音</translation>
  </message>
  <message>
   <source>Creating speech…</source>
   <translation>正在生成语音…</translation>
  </message>
  <message>
   <source>English or Japanese</source>
   <translation>英语或日语</translation>
  </message>
  <message>
   <source>Japanese</source>
   <translation>日语</translation>
  </message>
  <message>
   <source>Licence: {n}</source>
   <translation>许可证：{n}</translation>
  </message>
  <message>
   <source>Looking for voices…</source>
   <translation>正在查找语音…</translation>
  </message>
  <message>
   <source>No voices</source>
   <translation>没有语音</translation>
  </message>
  <message>
   <source>Speaks English with an accent.</source>
   <translation>说英语时带口音。</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文字</translation>
  </message>
  <message>
   <source>The speech could not be created. See the program's log.</source>
   <translation>无法生成语音。请查看程序日志。</translation>
  </message>
  <message>
   <source>Type text</source>
   <translation>输入文字</translation>
  </message>
  <message>
   <source>Voice</source>
   <translation>声音</translation>
  </message>
  <message>
   <source>What should be said?</source>
   <translation>要说什么？</translation>
  </message>
  <message>
   <source>female</source>
   <translation>女声</translation>
  </message>
  <message>
   <source>male</source>
   <translation>男声</translation>
  </message>
 </context>
 <context>
  <name>Texts</name>
  <message>
   <source>, </source>
   <translation>、</translation>
  </message>
  <message>
   <source>just now</source>
   <translation>刚刚</translation>
  </message>
  <message>
   <source>now</source>
   <translation>刚刚</translation>
  </message>
  <message>
   <source>yesterday</source>
   <translation>昨天</translation>
  </message>
  <message>
   <source>{h} h {m} min</source>
   <translation>{h} 小时 {m} 分钟</translation>
  </message>
  <message>
   <source>{n} d</source>
   <translation>{n} 天</translation>
  </message>
  <message>
   <source>{n} days ago</source>
   <translation>{n} 天前</translation>
  </message>
  <message>
   <source>{n} frames/s</source>
   <translation>{n} 帧/秒</translation>
  </message>
  <message>
   <source>{n} h</source>
   <translation>{n} 小时</translation>
  </message>
  <message>
   <source>{n} h ago</source>
   <translation>{n} 小时前</translation>
  </message>
  <message>
   <source>{n} min</source>
   <translation>{n} 分钟</translation>
  </message>
  <message>
   <source>{n} min ago</source>
   <translation>{n} 分钟前</translation>
  </message>
  <message>
   <source>{n} s</source>
   <translation>{n} 秒</translation>
  </message>
  <message>
   <source>{n} steps/s</source>
   <translation>{n} 步/秒</translation>
  </message>
  <message>
   <source>{n}%</source>
   <translation>{n}%</translation>
  </message>
  <message>
   <source>{n}/s</source>
   <translation>{n}/秒</translation>
  </message>
  <message>
   <source>{title}: {text}</source>
   <translation>{title}：{text}</translation>
  </message>
 </context>
 <context>
  <name>Timeline</name>
  <message>
   <source>Reading the clip…</source>
   <translation>正在读取片段…</translation>
  </message>
  <message>
   <source>The timeline appears after preprocessing.</source>
   <translation>预处理后显示时间轴。</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>时间轴</translation>
  </message>
  <message>
   <source>audio</source>
   <translation>有声</translation>
  </message>
  <message>
   <source>audio and video are in sync</source>
   <translation>音画同步</translation>
  </message>
  <message>
   <source>audio is off by {ms} ms</source>
   <translation>音画偏移 {ms} 毫秒</translation>
  </message>
  <message>
   <source>audio was shifted by {ms} ms</source>
   <translation>音频已移动 {ms} 毫秒</translation>
  </message>
  <message>
   <source>blurred</source>
   <translation>模糊</translation>
  </message>
  <message>
   <source>consistent</source>
   <translation>一致</translation>
  </message>
  <message>
   <source>covered</source>
   <translation>被遮挡</translation>
  </message>
  <message>
   <source>excluded by you</source>
   <translation>手动排除</translation>
  </message>
  <message>
   <source>face</source>
   <translation>人脸</translation>
  </message>
  <message>
   <source>facing the camera</source>
   <translation>正对镜头</translation>
  </message>
  <message>
   <source>found</source>
   <translation>已检测到</translation>
  </message>
  <message>
   <source>frame {n}</source>
   <translation>第 {n} 帧</translation>
  </message>
  <message>
   <source>head turn</source>
   <translation>头部朝向</translation>
  </message>
  <message>
   <source>lighting</source>
   <translation>光线</translation>
  </message>
  <message>
   <source>lighting or scene changes</source>
   <translation>光线或场景变化</translation>
  </message>
  <message>
   <source>mouth</source>
   <translation>嘴部</translation>
  </message>
  <message>
   <source>no face</source>
   <translation>没有人脸</translation>
  </message>
  <message>
   <source>no face; excluded from training</source>
   <translation>没有人脸，不参与训练</translation>
  </message>
  <message>
   <source>not measured</source>
   <translation>未测量</translation>
  </message>
  <message>
   <source>sharp</source>
   <translation>清晰</translation>
  </message>
  <message>
   <source>sharpness</source>
   <translation>清晰度</translation>
  </message>
  <message>
   <source>silence</source>
   <translation>静音</translation>
  </message>
  <message>
   <source>speech</source>
   <translation>语音</translation>
  </message>
  <message>
   <source>sync</source>
   <translation>同步</translation>
  </message>
  <message>
   <source>turned away</source>
   <translation>侧转</translation>
  </message>
  <message>
   <source>turned far away</source>
   <translation>大幅侧转</translation>
  </message>
  <message>
   <source>validation</source>
   <translation>验证帧</translation>
  </message>
  <message>
   <source>visible</source>
   <translation>可见</translation>
  </message>
  <message>
   <source>yaw {yaw}°, pitch {pitch}°</source>
   <translation>偏航 {yaw}°，俯仰 {pitch}°</translation>
  </message>
  <message>
   <source>{n} frames excluded by you</source>
   <translation>手动排除 {n} 帧</translation>
  </message>
  <message>
   <source>{track}: no issues</source>
   <translation>{track}：没有问题</translation>
  </message>
  <message>
   <source>{track}: one issue</source>
   <translation>{track}：1 处问题</translation>
  </message>
  <message>
   <source>{track}: {n} issues</source>
   <translation>{track}：{n} 处问题</translation>
  </message>
  <message>
   <source>{value} dB</source>
   <translation>{value} dB</translation>
  </message>
  <message>
   <source>{value}, typically {usual}</source>
   <translation>{value}，通常 {usual}</translation>
  </message>
 </context>
 <context>
  <name>TrainForm</name>
  <message>
   <source>If unchecked, a new training starts. Existing checkpoints are kept.</source>
   <translation>若不勾选，将开始新的训练。已有的检查点会保留。</translation>
  </message>
  <message>
   <source>Resume from the last saved state</source>
   <translation>从上次保存的状态继续</translation>
  </message>
  <message>
   <source>Train for</source>
   <translation>训练时长</translation>
  </message>
  <message>
   <source>Unit of the training time</source>
   <translation>训练时长的单位</translation>
  </message>
  <message>
   <source>epochs</source>
   <translation>轮</translation>
  </message>
  <message>
   <source>minutes</source>
   <translation>分钟</translation>
  </message>
 </context>
 <context>
  <name>TrainPage</name>
  <message>
   <source>Choose “Train again…” to see the options first</source>
   <translation>若要先查看选项，请选择“重新训练…”</translation>
  </message>
  <message>
   <source>Generate samples</source>
   <translation>生成样本</translation>
  </message>
  <message>
   <source>Generate validation samples now</source>
   <translation>立即生成验证样本</translation>
  </message>
  <message>
   <source>Go to Preprocess</source>
   <translation>转到“预处理”</translation>
  </message>
  <message>
   <source>In queue</source>
   <translation>排队中</translation>
  </message>
  <message>
   <source>It is preprocessed and trained next.</source>
   <translation>接下来将进行预处理和训练。</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>日志</translation>
  </message>
  <message>
   <source>Making the sample clip…</source>
   <translation>正在制作示例片段…</translation>
  </message>
  <message>
   <source>Not preprocessed</source>
   <translation>未预处理</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>暂停</translation>
  </message>
  <message>
   <source>Preprocess the video first</source>
   <translation>请先预处理视频</translation>
  </message>
  <message>
   <source>Preprocessing…</source>
   <translation>正在预处理…</translation>
  </message>
  <message>
   <source>Press Train at the top right. Sample frames and curves of the progress appear here during training.</source>
   <translation>请按右上角的“训练”。训练期间，样例帧和进度曲线会显示在这里。</translation>
  </message>
  <message>
   <source>Press Train: training then starts when this is done.</source>
   <translation>按“训练”：完成后即开始训练。</translation>
  </message>
  <message>
   <source>Press “Make avatar” on the Preprocess page. It does all steps.</source>
   <translation>请在“预处理”页按“制作数字人”，它会完成所有步骤。</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>预览</translation>
  </message>
  <message>
   <source>Ready to train</source>
   <translation>可以训练</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>继续</translation>
  </message>
  <message>
   <source>Resumes from the last saved state</source>
   <translation>从上次保存的状态继续</translation>
  </message>
  <message>
   <source>Save now</source>
   <translation>立即保存</translation>
  </message>
  <message>
   <source>Saved {file}.</source>
   <translation>已保存 {file}。</translation>
  </message>
  <message>
   <source>Saved. You can resume from here at any time.</source>
   <translation>已保存，可随时从这里继续。</translation>
  </message>
  <message>
   <source>Starting training…</source>
   <translation>正在启动训练…</translation>
  </message>
  <message>
   <source>Stop and save</source>
   <translation>停止并保存</translation>
  </message>
  <message>
   <source>The first losses appear here after a few steps.</source>
   <translation>几步之后，损失会显示在这里。</translation>
  </message>
  <message>
   <source>This run</source>
   <translation>本次训练</translation>
  </message>
  <message>
   <source>This step is already running or queued</source>
   <translation>此步骤已在运行或排队</translation>
  </message>
  <message>
   <source>This step starts when its device is free.</source>
   <translation>设备空闲后，此步骤即会开始。</translation>
  </message>
  <message>
   <source>Train</source>
   <translation>训练</translation>
  </message>
  <message>
   <source>Train again…</source>
   <translation>重新训练…</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>训练</translation>
  </message>
  <message>
   <source>Training starts when this is done.</source>
   <translation>完成后即开始训练。</translation>
  </message>
  <message>
   <source>Validation samples</source>
   <translation>验证样本</translation>
  </message>
 </context>
 <context>
  <name>Transport</name>
  <message>
   <source>First frame (Home)</source>
   <translation>第一帧 (Home)</translation>
  </message>
  <message>
   <source>Last frame (End)</source>
   <translation>最后一帧 (End)</translation>
  </message>
  <message>
   <source>Loop</source>
   <translation>循环</translation>
  </message>
  <message>
   <source>Next frame (Right)</source>
   <translation>下一帧 (→)</translation>
  </message>
  <message>
   <source>Pause (Space)</source>
   <translation>暂停 (空格)</translation>
  </message>
  <message>
   <source>Play (Space)</source>
   <translation>播放 (空格)</translation>
  </message>
  <message>
   <source>Position</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>Previous frame (Left)</source>
   <translation>上一帧 (←)</translation>
  </message>
  <message>
   <source>Speed</source>
   <translation>速度</translation>
  </message>
  <message>
   <source>frame {n} of {count}</source>
   <translation>第 {n} 帧，共 {count} 帧</translation>
  </message>
  <message>
   <source>frame {n} · {place} of {count}</source>
   <translation>第 {n} 帧 · {place}/{count}</translation>
  </message>
 </context>
 <context>
  <name>TrashDialog</name>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>删除</translation>
  </message>
  <message>
   <source>Delete all</source>
   <translation>全部删除</translation>
  </message>
  <message>
   <source>Delete permanently</source>
   <translation>永久删除</translation>
  </message>
  <message>
   <source>Delete {name} permanently</source>
   <translation>永久删除 {name}</translation>
  </message>
  <message>
   <source>Deleted projects and videos can be restored from here.</source>
   <translation>已删除的项目和视频可从这里还原。</translation>
  </message>
  <message>
   <source>Deleted projects and videos stay in the trash until you delete them permanently, and use the same disk space as before. The videos of a deleted project stay in the workspace.</source>
   <translation>已删除的项目和视频会留在回收站中，直到永久删除，占用的磁盘空间与之前相同。已删除项目的视频会留在工作区中。</translation>
  </message>
  <message>
   <source>Deleted {when}</source>
   <translation>{when}删除</translation>
  </message>
  <message>
   <source>Empty Trash</source>
   <translation>清空回收站</translation>
  </message>
  <message>
   <source>Empty Trash…</source>
   <translation>清空回收站…</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>还原</translation>
  </message>
  <message>
   <source>Restore {name}</source>
   <translation>还原 {name}</translation>
  </message>
  <message>
   <source>Trash</source>
   <translation>回收站</translation>
  </message>
  <message>
   <source>Trash is empty</source>
   <translation>回收站为空</translation>
  </message>
  <message>
   <source>Video, deleted {when}</source>
   <translation>视频，{when}删除</translation>
  </message>
  <message>
   <source>{n} items will be deleted permanently. This cannot be undone.</source>
   <translation>将永久删除 {n} 项，无法撤销。</translation>
  </message>
  <message>
   <source>“{name}” will be deleted permanently. This cannot be undone.</source>
   <translation>将永久删除“{name}”，无法撤销。</translation>
  </message>
 </context>
 <context>
  <name>ValidationSet</name>
  <message>
   <source>Epoch {n} · {count} frames</source>
   <translation>第 {n} 轮 · {count} 帧</translation>
  </message>
  <message>
   <source>Epoch {n} · {when}</source>
   <translation>第 {n} 轮 · {when}</translation>
  </message>
 </context>
 <context>
  <name>VerdictBar</name>
  <message>
   <source>Go to Train</source>
   <translation>转到“训练”</translation>
  </message>
  <message>
   <source>How to record</source>
   <translation>如何录制</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>预览</translation>
  </message>
  <message>
   <source>Render…</source>
   <translation>渲染…</translation>
  </message>
  <message>
   <source>Train {n} min more</source>
   <translation>再训练 {n} 分钟</translation>
  </message>
 </context>
 <context>
  <name>VideoPlayer</name>
  <message>
   <source>Audio</source>
   <translation>音频</translation>
  </message>
  <message>
   <source>Cannot play {file}: {reason}.</source>
   <translation>无法播放 {file}：{reason}。</translation>
  </message>
  <message>
   <source>Opening video…</source>
   <translation>正在打开视频…</translation>
  </message>
  <message>
   <source>Pause (Space)</source>
   <translation>暂停 (空格)</translation>
  </message>
  <message>
   <source>Play (Space)</source>
   <translation>播放 (空格)</translation>
  </message>
  <message>
   <source>Play with audio (M)</source>
   <translation>播放音频 (M)</translation>
  </message>
  <message>
   <source>Position</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>Rendered video</source>
   <translation>渲染的视频</translation>
  </message>
 </context>
 <context>
  <name>WaveformView</name>
  <message>
   <source>Waveform</source>
   <translation>波形</translation>
  </message>
 </context>
 <context>
  <name>WeightsDialog</name>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Cancelled. Nothing was changed.</source>
   <translation>已取消，未作任何更改。</translation>
  </message>
  <message>
   <source>Checking installed weights…</source>
   <translation>正在检查已安装的权重…</translation>
  </message>
  <message>
   <source>Checking {file}…</source>
   <translation>正在检查 {file}…</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Downloading and verifying {asset}…</source>
   <translation>正在下载并校验 {asset}…</translation>
  </message>
  <message>
   <source>Face tracking and audio features need trained weights. They are downloaded from their publishers, verified, and shared by all workspaces. Nothing downloads without your permission.</source>
   <translation>人脸跟踪和音频特征需要训练好的权重。权重从其发布者处下载，经校验后供所有工作区共用。未经允许不会下载任何内容。</translation>
  </message>
  <message>
   <source>Import a file…</source>
   <translation>导入文件…</translation>
  </message>
  <message>
   <source>Import file…</source>
   <translation>导入文件…</translation>
  </message>
  <message>
   <source>Import {name} from a file</source>
   <translation>从文件导入 {name}</translation>
  </message>
  <message>
   <source>Install</source>
   <translation>安装</translation>
  </message>
  <message>
   <source>Install required weights</source>
   <translation>安装所需权重</translation>
  </message>
  <message>
   <source>Install required weights ({size})</source>
   <translation>安装所需权重（{size}）</translation>
  </message>
  <message>
   <source>Install {name}</source>
   <translation>安装 {name}</translation>
  </message>
  <message>
   <source>Installation failed.</source>
   <translation>安装失败。</translation>
  </message>
  <message>
   <source>Installed.</source>
   <translation>已安装。</translation>
  </message>
  <message>
   <source>Model weights</source>
   <translation>模型权重</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>进度</translation>
  </message>
  <message>
   <source>The list of weights could not be loaded.</source>
   <translation>无法加载权重列表。</translation>
  </message>
  <message>
   <source>Weights file</source>
   <translation>权重文件</translation>
  </message>
  <message>
   <source>{name}: installed</source>
   <translation>{name}：已安装</translation>
  </message>
  <message>
   <source>{name}: missing, required for preprocessing</source>
   <translation>{name}：缺失，预处理需要</translation>
  </message>
  <message>
   <source>{name}: missing, required for this action</source>
   <translation>{name}：缺失，此操作需要</translation>
  </message>
  <message>
   <source>{name}: optional, not installed</source>
   <translation>{name}：可选，未安装</translation>
  </message>
 </context>
 <context>
  <name>Welcome</name>
  <message>
   <source>Create a talking avatar</source>
   <translation>创建会说话的数字人</translation>
  </message>
  <message>
   <source>Drop a video of one person talking to the camera here. Three minutes or more, with one face, even light and clear audio, give good results. Half a minute is enough to try it. You can also drop preprocessed videos, models and folders of the research code.</source>
   <translation>把一段单人面对镜头讲话的视频拖到这里。三分钟以上、只有一张人脸、光线均匀、音频清晰，效果较好；试用半分钟即可。也可以拖入预处理过的视频、模型和研究代码的文件夹。</translation>
  </message>
  <message>
   <source>How to record</source>
   <translation>如何录制</translation>
  </message>
  <message>
   <source>Import folder…</source>
   <translation>导入文件夹…</translation>
  </message>
  <message>
   <source>Import videos…</source>
   <translation>导入视频…</translation>
  </message>
  <message>
   <source>Makes a synthetic clip, trains on it for a few minutes and renders</source>
   <translation>生成合成片段，训练几分钟并渲染</translation>
  </message>
  <message>
   <source>Try the sample clip</source>
   <translation>试用示例片段</translation>
  </message>
  <message>
   <source>Videos, preprocessed videos, models or projects of the research code</source>
   <translation>视频、预处理过的视频、模型或研究代码的项目</translation>
  </message>
 </context>
 <context>
  <name>WorkspaceView</name>
  <message>
   <source>Drop videos, models, exported projects or audio to import them</source>
   <translation>拖入视频、模型、导出的项目或音频即可导入</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
 </context>
 <context>
  <name>_DropZone</name>
  <message>
   <source>Drop to import</source>
   <translation>松开即可导入</translation>
  </message>
  <message>
   <source>Drop videos here</source>
   <translation>把视频拖到这里</translation>
  </message>
  <message>
   <source>Import videos</source>
   <translation>导入视频</translation>
  </message>
  <message>
   <source>or press {keys}</source>
   <translation>或按 {keys}</translation>
  </message>
 </context>
 <context>
  <name>_LiveRow</name>
  <message>
   <source>Pause</source>
   <translation>暂停</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>继续</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
 </context>
 <context>
  <name>_PaneHandle</name>
  <message>
   <source>Drag to resize. Double-click to hide or show the pane.</source>
   <translation>拖动可调整大小。双击可隐藏或显示窗格。</translation>
  </message>
 </context>
 <context>
  <name>_ProjectList</name>
  <message>
   <source>No matching project.</source>
   <translation>没有匹配的项目。</translation>
  </message>
  <message>
   <source>Your projects appear here.</source>
   <translation>项目会显示在这里。</translation>
  </message>
 </context>
</TS>
