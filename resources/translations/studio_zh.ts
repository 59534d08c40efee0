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
   <source>Makes a lip-sync model of a person from a few minutes of video. Everything is computed on this machine; nothing is sent anywhere, and nothing is downloaded without your word.</source>
   <translation>用几分钟的视频制作人物的口型同步模型。一切都在本机计算；不会发送任何内容，未经您同意也不会下载任何内容。</translation>
  </message>
  <message>
   <source>SyncTalk Studio</source>
   <translation>SyncTalk Studio</translation>
  </message>
  <message>
   <source>Use it for people who agreed to it, and say of the result that it is made.</source>
   <translation>请只用于同意的人，并说明结果是生成的。</translation>
  </message>
  <message>
   <source>Version {version} · Qt {qt} · Python {python}</source>
   <translation>版本 {version} · Qt {qt} · Python {python}</translation>
  </message>
 </context>
 <context>
  <name>Batch</name>
  <message>
   <source>Show the queue</source>
   <translation>显示队列</translation>
  </message>
  <message>
   <source>{n} jobs wait in the queue.</source>
   <translation>队列中有 {n} 个任务在等待。</translation>
  </message>
 </context>
 <context>
  <name>BinDialog</name>
  <message>
   <source>A project that you put away can be brought back from here.</source>
   <translation>移走的项目可以从这里恢复。</translation>
  </message>
  <message>
   <source>Bin</source>
   <translation>回收站</translation>
  </message>
  <message>
   <source>Bring back</source>
   <translation>恢复</translation>
  </message>
  <message>
   <source>Bring {name} back</source>
   <translation>恢复 {name}</translation>
  </message>
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
   <source>Delete for good</source>
   <translation>永久删除</translation>
  </message>
  <message>
   <source>Delete {name} for good</source>
   <translation>永久删除 {name}</translation>
  </message>
  <message>
   <source>Empty the bin</source>
   <translation>清空回收站</translation>
  </message>
  <message>
   <source>Empty the bin …</source>
   <translation>清空回收站…</translation>
  </message>
  <message>
   <source>Projects that were put away lie here until you delete them; they take as much room as before. Rendered videos stay in the workspace.</source>
   <translation>移走的项目会保存在这里，直到您删除；它们占用与之前相同的空间。渲染的视频仍在工作区中。</translation>
  </message>
  <message>
   <source>Put away {when}</source>
   <translation>移走时间：{when}</translation>
  </message>
  <message>
   <source>The bin is empty</source>
   <translation>回收站是空的</translation>
  </message>
  <message>
   <source>{n} projects are deleted and cannot be had back after that.</source>
   <translation>将删除 {n} 个项目，之后无法恢复。</translation>
  </message>
  <message>
   <source>“{name}” cannot be had back after that.</source>
   <translation>之后无法恢复“{name}”。</translation>
  </message>
 </context>
 <context>
  <name>CheckpointChoice</name>
  <message>
   <source>Checkpoint</source>
   <translation>检查点</translation>
  </message>
  <message>
   <source>epoch {n} · draw it</source>
   <translation>第 {n} 轮 · 绘制</translation>
  </message>
 </context>
 <context>
  <name>ClipSound</name>
  <message>
   <source>Play with sound</source>
   <translation>带声音播放</translation>
  </message>
  <message>
   <source>The clip has no sound</source>
   <translation>片段没有声音</translation>
  </message>
  <message>
   <source>sound</source>
   <translation>声音</translation>
  </message>
 </context>
 <context>
  <name>ClosingDialog</name>
  <message>
   <source>A job is still running.</source>
   <translation>还有一个任务在运行。</translation>
  </message>
  <message>
   <source>An import is still going on.</source>
   <translation>还有导入正在进行。</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Close SyncTalk Studio</source>
   <translation>关闭 SyncTalk Studio</translation>
  </message>
  <message>
   <source>End it and close</source>
   <translation>结束并关闭</translation>
  </message>
  <message>
   <source>It can go on without the window: open the program again and it is there, with nothing missing in its chart. Or it is stopped now; its state is saved first.</source>
   <translation>它可以在没有窗口的情况下继续：再次打开程序时它还在，图表没有缺口。或者现在停止；会先保存状态。</translation>
  </message>
  <message>
   <source>Keep in background</source>
   <translation>在后台继续</translation>
  </message>
  <message>
   <source>Stop and save</source>
   <translation>停止并保存</translation>
  </message>
  <message>
   <source>They can go on without the window: open the program again and they are there, with nothing missing in their charts. Or they are stopped now; their state is saved first.</source>
   <translation>它们可以在没有窗口的情况下继续：再次打开程序时它们还在，图表没有缺口。或者现在停止；会先保存状态。</translation>
  </message>
  <message>
   <source>{n} jobs are still running.</source>
   <translation>还有 {n} 个任务在运行。</translation>
  </message>
  <message>
   <source>{n} waiting: kept for the next start, or taken out if you stop.</source>
   <translation>{n} 个在等待：保留到下次启动；若停止则移除。</translation>
  </message>
  <message>
   <source>“{name}” is being imported; that ends when the window is closed, and nothing half is left behind.</source>
   <translation>正在导入“{name}”；关闭窗口会结束导入，不会留下不完整的内容。</translation>
  </message>
 </context>
 <context>
  <name>CompareView</name>
  <message>
   <source>Between target and generated</source>
   <translation>目标与生成之间</translation>
  </message>
  <message>
   <source>Frame {n} cannot be read: {reason}.</source>
   <translation>无法读取第 {n} 帧：{reason}。</translation>
  </message>
  <message>
   <source>Held-out frames appear here after a training.</source>
   <translation>训练后，留出帧会显示在这里。</translation>
  </message>
  <message>
   <source>One seen through the other (3)</source>
   <translation>半透明叠加 (3)</translation>
  </message>
  <message>
   <source>Target left of a line, generated right (2)</source>
   <translation>分界线左侧为目标，右侧为生成 (2)</translation>
  </message>
  <message>
   <source>Target, generated, difference (1)</source>
   <translation>目标、生成、差异 (1)</translation>
  </message>
  <message>
   <source>difference × {gain}</source>
   <translation>差异 × {gain}</translation>
  </message>
  <message>
   <source>generated</source>
   <translation>生成</translation>
  </message>
  <message>
   <source>onion skin</source>
   <translation>洋葱皮</translation>
  </message>
  <message>
   <source>side by side</source>
   <translation>并排</translation>
  </message>
  <message>
   <source>target</source>
   <translation>目标</translation>
  </message>
  <message>
   <source>wipe</source>
   <translation>擦除对比</translation>
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
  <name>Desktop</name>
  <message>
   <source>Save a report</source>
   <translation>保存报告</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>在文件夹中显示</translation>
  </message>
  <message>
   <source>The report is written; look at it before you give it away.</source>
   <translation>报告已写好；交给别人之前请先查看。</translation>
  </message>
  <message>
   <source>Zip files (*.zip)</source>
   <translation>Zip 文件 (*.zip)</translation>
  </message>
 </context>
 <context>
  <name>DeviceButton</name>
  <message>
   <source>At work on {names}</source>
   <translation>正在处理 {names}</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>Automatic ({n})</source>
   <translation>自动（{n}）</translation>
  </message>
  <message>
   <source>Device: {name}, memory {memory}</source>
   <translation>设备：{name}，内存 {memory}</translation>
  </message>
  <message>
   <source>Looking for devices …</source>
   <translation>正在查找设备…</translation>
  </message>
  <message>
   <source>Processor</source>
   <translation>处理器</translation>
  </message>
  <message>
   <source>Where this project is computed: {n}</source>
   <translation>此项目的计算设备：{n}</translation>
  </message>
  <message>
   <source>at work on {names}</source>
   <translation>正在处理 {names}</translation>
  </message>
  <message>
   <source>{free} of {total} free</source>
   <translation>{total} 中空闲 {free}</translation>
  </message>
 </context>
 <context>
  <name>Engine</name>
  <message>
   <source>--continue_training and --from_checkpoint contradict each other</source>
   <translation>--continue_training 与 --from_checkpoint 互相矛盾</translation>
  </message>
  <message>
   <source>--link is for dataset folders</source>
   <translation>--link 只用于数据集文件夹</translation>
  </message>
  <message>
   <source>--syncnet_checkpoint_path and --syncnet_checkpoint name different files</source>
   <translation>--syncnet_checkpoint_path 与 --syncnet_checkpoint 指向不同的文件</translation>
  </message>
  <message>
   <source>--train_syncnet and --syncnet_checkpoint contradict each other</source>
   <translation>--train_syncnet 与 --syncnet_checkpoint 相互矛盾</translation>
  </message>
  <message>
   <source>44 s of reading aloud, for the demonstration only</source>
   <translation>44 秒朗读，仅用于演示</translation>
  </message>
  <message>
   <source>A launcher has started a process for each device, so {device} cannot be chosen.</source>
   <translation>启动器已为每个设备启动了一个进程，因此不能选择 {device}。</translation>
  </message>
  <message>
   <source>A progressive recording (25p, 30p, 50p) shows fast lips more clearly.</source>
   <translation>逐行拍摄（25p、30p、50p）能更清楚地显示快速的嘴唇动作。</translation>
  </message>
  <message>
   <source>A video with one person alone gives better results.</source>
   <translation>只有一个人的视频效果更好。</translation>
  </message>
  <message>
   <source>AVE audio encoder</source>
   <translation>AVE 声音编码器</translation>
  </message>
  <message>
   <source>About {needed_gb} GB will be needed, but only {free_gb} GB are free on the disk.</source>
   <translation>大约需要 {needed_gb} GB，但磁盘上只剩 {free_gb} GB。</translation>
  </message>
  <message>
   <source>Another process (number {pid}) is already working on “{name}”.</source>
   <translation>另一个进程（编号 {pid}）正在处理“{name}”。</translation>
  </message>
  <message>
   <source>Check that it plays in a video player; if it does, save it as MP4 and try again.</source>
   <translation>请确认它能在视频播放器中播放；若可以，另存为 MP4 后重试。</translation>
  </message>
  <message>
   <source>Check that the right recording was used.</source>
   <translation>请确认使用了正确的录音。</translation>
  </message>
  <message>
   <source>Check the connection, or fetch the file elsewhere and import it.</source>
   <translation>请检查网络连接，或从别处取得文件后导入。</translation>
  </message>
  <message>
   <source>Check the connection, or fetch the file elsewhere and run “synctalk models import FILE”.</source>
   <translation>请检查网络连接，或从别处取得文件后运行“synctalk models import 文件”。</translation>
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
   <source>Check the name.</source>
   <translation>请检查名称。</translation>
  </message>
  <message>
   <source>Check the path.</source>
   <translation>请检查路径。</translation>
  </message>
  <message>
   <source>Check the rights of that file and its folder, or choose another folder.</source>
   <translation>请检查该文件及其文件夹的权限，或选择其他文件夹。</translation>
  </message>
  <message>
   <source>Choose a file with a video of a person talking.</source>
   <translation>请选择包含人物说话视频的文件。</translation>
  </message>
  <message>
   <source>Choose a name of letters, digits, spaces, dots, dashes and underscores.</source>
   <translation>请使用字母、数字、空格、点、连字符和下划线组成的名称。</translation>
  </message>
  <message>
   <source>Choose a recording of speech, a sound or a video file.</source>
   <translation>请选择语音录音：声音或视频文件。</translation>
  </message>
  <message>
   <source>Choose another checkpoint.</source>
   <translation>请选择其他检查点。</translation>
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
   <source>Choose one of: {available}.</source>
   <translation>请从中选择：{available}。</translation>
  </message>
  <message>
   <source>Choose other sound features.</source>
   <translation>请选择其他声音特征。</translation>
  </message>
  <message>
   <source>Choose the file in it.</source>
   <translation>请选择其中的文件。</translation>
  </message>
  <message>
   <source>Close what else uses it and go on with --continue_training; what was saved is kept.</source>
   <translation>请关闭占用它的其他程序，用 --continue_training 继续；已保存的内容仍在。</translation>
  </message>
  <message>
   <source>Close what else uses it and resume; what was saved is kept.</source>
   <translation>请关闭占用它的其他程序后继续；已保存的内容仍在。</translation>
  </message>
  <message>
   <source>Close what else uses that memory and go on with --continue_training, go on on the processor with --continue_training --device cpu, or train a smaller network with --preset lite-160. The last saved state is kept.</source>
   <translation>请关闭占用该内存的其他程序，用 --continue_training 继续；或用 --continue_training --device cpu 在处理器上继续；或用 --preset lite-160 训练较小的网络。最后保存的状态仍在。</translation>
  </message>
  <message>
   <source>Close what else uses that memory and resume it, or train a smaller network; the last saved state is kept.</source>
   <translation>请关闭占用该内存的其他程序后继续，或训练较小的网络；最后保存的状态仍在。</translation>
  </message>
  <message>
   <source>Close what else uses that memory, or choose the processor above.</source>
   <translation>请关闭占用该内存的其他程序，或在上方选择处理器。</translation>
  </message>
  <message>
   <source>Close what else uses that memory, or go on on the processor with --device cpu.</source>
   <translation>请关闭占用该内存的其他程序，或用 --device cpu 在处理器上继续。</translation>
  </message>
  <message>
   <source>Continued from step {step}.</source>
   <translation>从第 {step} 步继续。</translation>
  </message>
  <message>
   <source>Copy or download the file again to have all of it.</source>
   <translation>请重新复制或下载该文件以获得完整内容。</translation>
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
   <source>Cut these parts out, or film in an even light.</source>
   <translation>请剪去这些部分，或在均匀光线下拍摄。</translation>
  </message>
  <message>
   <source>Cut these parts out: the model would learn what covers the mouth.</source>
   <translation>请剪去这些部分：否则模型会学到遮住嘴的东西。</translation>
  </message>
  <message>
   <source>Download it again with “synctalk models install {asset}”.</source>
   <translation>请用“synctalk models install {asset}”重新下载。</translation>
  </message>
  <message>
   <source>Download it again, for this very version of the program and this system.</source>
   <translation>请重新下载适用于此程序版本和此系统的文件。</translation>
  </message>
  <message>
   <source>Each one's reason stands with it. Run the same command again when they are mended: what is done is skipped.</source>
   <translation>每个都注明了原因。修正后再次运行同一命令：已完成的会跳过。</translation>
  </message>
  <message>
   <source>EfficientNet-Lite0, ImageNet</source>
   <translation>EfficientNet-Lite0，ImageNet</translation>
  </message>
  <message>
   <source>Export it again with “synctalk export”, or copy the file again.</source>
   <translation>请用“synctalk export”重新导出，或重新复制该文件。</translation>
  </message>
  <message>
   <source>Export it again, or copy the file again.</source>
   <translation>请重新导出，或重新复制该文件。</translation>
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
   <source>Features of the kind “{kind}” are made for {needed} frames a second, not for {fps}.</source>
   <translation>“{kind}”类特征适用于每秒 {needed} 帧，而不是 {fps} 帧。</translation>
  </message>
  <message>
   <source>Film from the front.</source>
   <translation>请从正面拍摄。</translation>
  </message>
  <message>
   <source>For {seconds} s no new picture comes; the last one is shown meanwhile.</source>
   <translation>有 {seconds} 秒没有新画面；期间显示最后一帧。</translation>
  </message>
  <message>
   <source>Free some space on that disk and start again; what was finished is kept.</source>
   <translation>请在该磁盘上腾出空间后重新开始；已完成的部分会保留。</translation>
  </message>
  <message>
   <source>Free some space, choose another folder, or use --frame_format jpg.</source>
   <translation>请腾出空间、选择其他文件夹，或使用 --frame_format jpg。</translation>
  </message>
  <message>
   <source>Free some space, or train a smaller network with --preset lite-160.</source>
   <translation>请腾出空间，或用 --preset lite-160 训练较小的网络。</translation>
  </message>
  <message>
   <source>Free some space, or train a smaller network.</source>
   <translation>请腾出空间，或训练较小的网络。</translation>
  </message>
  <message>
   <source>From step {step} on fine detail counts as well, so the total loss rises there.</source>
   <translation>从第 {step} 步起也计入细节，因此总损失在该处上升。</translation>
  </message>
  <message>
   <source>Give another name, or --force to replace it.</source>
   <translation>请换个名称，或用 --force 替换。</translation>
  </message>
  <message>
   <source>Go on from the last saved state at a lower rate: --continue_training --lr {suggestion}.</source>
   <translation>从最后保存的状态以较低学习率继续：--continue_training --lr {suggestion}。</translation>
  </message>
  <message>
   <source>Going on.</source>
   <translation>继续进行。</translation>
  </message>
  <message>
   <source>Good results start at about 250 px; a closer camera helps more than longer training.</source>
   <translation>约 250 像素以上效果才好；镜头更近比训练更久更有用。</translation>
  </message>
  <message>
   <source>HuBERT large</source>
   <translation>HuBERT large</translation>
  </message>
  <message>
   <source>If the pictures come out too dark, record without HDR.</source>
   <translation>如果画面太暗，请不用 HDR 拍摄。</translation>
  </message>
  <message>
   <source>Install PyAV from PyPI: pip install --force-reinstall av</source>
   <translation>请从 PyPI 安装 PyAV：pip install --force-reinstall av</translation>
  </message>
  <message>
   <source>Install the program again.</source>
   <translation>请重新安装程序。</translation>
  </message>
  <message>
   <source>Install the program again; if that does not help, please report it with this sentence.</source>
   <translation>请重新安装程序；若无效，请附上这句话报告问题。</translation>
  </message>
  <message>
   <source>Install the published one under Help, Weights, or import it there.</source>
   <translation>请在“帮助 - 权重”中安装已发布的版本，或在那里导入。</translation>
  </message>
  <message>
   <source>Install the published one with “synctalk models install {asset}”, or import it with “synctalk models import”.</source>
   <translation>请用“synctalk models install {asset}”安装已发布的版本，或用“synctalk models import”导入。</translation>
  </message>
  <message>
   <source>Install them again under Help, Weights.</source>
   <translation>请在“帮助 - 权重”中重新安装。</translation>
  </message>
  <message>
   <source>Install them here, or import the file under Help, Weights.</source>
   <translation>请在这里安装，或在“帮助 - 权重”中导入文件。</translation>
  </message>
  <message>
   <source>Its files must end in {endings}; for those in its subfolders too, give --recursive.</source>
   <translation>文件须以 {endings} 结尾；若要包含子文件夹，请加 --recursive。</translation>
  </message>
  <message>
   <source>Leave --device out, or give --device cpu.</source>
   <translation>请去掉 --device，或使用 --device cpu。</translation>
  </message>
  <message>
   <source>Lips need 25 or more.</source>
   <translation>嘴唇需要 25 帧以上。</translation>
  </message>
  <message>
   <source>Moonshine tiny, encoder</source>
   <translation>Moonshine tiny，编码器</translation>
  </message>
  <message>
   <source>More seconds of video raise it.</source>
   <translation>更长的视频会提高它。</translation>
  </message>
  <message>
   <source>Name different GPUs, such as cuda:0,cuda:1, or processes on the CPU, such as cpu,cpu.</source>
   <translation>请指定不同的 GPU，例如 cuda:0,cuda:1，或 CPU 上的多个进程，例如 cpu,cpu。</translation>
  </message>
  <message>
   <source>Name one device.</source>
   <translation>请只指定一个设备。</translation>
  </message>
  <message>
   <source>Name them with --asr.</source>
   <translation>请用 --asr 指明。</translation>
  </message>
  <message>
   <source>No audio features found: {path} is missing.</source>
   <translation>没有找到声音特征：缺少 {path}。</translation>
  </message>
  <message>
   <source>No face was found in {path}.</source>
   <translation>在 {path} 中没有找到人脸。</translation>
  </message>
  <message>
   <source>No face was found in {percent} % of the pictures that were looked at.</source>
   <translation>在查看的画面中，{percent} % 没有找到人脸。</translation>
  </message>
  <message>
   <source>No frame of “{name}” shows a face that can be used.</source>
   <translation>“{name}”的所有帧中都没有可用的人脸。</translation>
  </message>
  <message>
   <source>No job is running for “{name}”.</source>
   <translation>“{name}”没有正在运行的任务。</translation>
  </message>
  <message>
   <source>Nothing but the time since then is lost.</source>
   <translation>只损失此后的时间。</translation>
  </message>
  <message>
   <source>Nothing is fetched without your word; answer yes, or give --yes.</source>
   <translation>未经您同意不会下载；请回答“是”，或加 --yes。</translation>
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
   <source>One of the {count} processes that trained together has ended: {reason}.</source>
   <translation>共同训练的 {count} 个进程中有一个已结束：{reason}。</translation>
  </message>
  <message>
   <source>One uncut scene gives better results; parts that look different can be cut out.</source>
   <translation>没有剪辑的单一场景效果更好；看起来不同的部分可以剪去。</translation>
  </message>
  <message>
   <source>Only a training can use several devices, not {device}.</source>
   <translation>只有训练才能使用多个设备，{device} 不行。</translation>
  </message>
  <message>
   <source>Other faces are in {frames} frames; one person is followed throughout.</source>
   <translation>{frames} 帧中有其他人脸；全程只跟踪一个人。</translation>
  </message>
  <message>
   <source>Other faces are in {percent} % of the pictures that were looked at.</source>
   <translation>在查看的画面中，{percent} % 有其他人脸。</translation>
  </message>
  <message>
   <source>PFLD landmarks, 110 points</source>
   <translation>PFLD 关键点，110 点</translation>
  </message>
  <message>
   <source>Paused.</source>
   <translation>已暂停。</translation>
  </message>
  <message>
   <source>Prepare it again from a video in which the face is seen.</source>
   <translation>请用能看到脸的视频重新准备。</translation>
  </message>
  <message>
   <source>Prepare it again; what is whole is kept.</source>
   <translation>请重新准备；完好的部分会保留。</translation>
  </message>
  <message>
   <source>Prepare it first: synctalk preprocess --video_path VIDEO --name {name}</source>
   <translation>请先准备：synctalk preprocess --video_path 视频 --name {name}</translation>
  </message>
  <message>
   <source>Prepare the video again with --force.</source>
   <translation>请用 --force 重新准备视频。</translation>
  </message>
  <message>
   <source>Prepare the video again with these sound features.</source>
   <translation>请用这些声音特征重新准备视频。</translation>
  </message>
  <message>
   <source>Prepare the video again.</source>
   <translation>请重新准备视频。</translation>
  </message>
  <message>
   <source>Prepare the video again; what is whole is kept.</source>
   <translation>请重新准备视频；完好的部分会保留。</translation>
  </message>
  <message>
   <source>Prepare the video first.</source>
   <translation>请先准备视频。</translation>
  </message>
  <message>
   <source>Prepare the video with --asr_model hubert before you train a model to render with.</source>
   <translation>在训练用于渲染的模型之前，请用 --asr_model hubert 准备视频。</translation>
  </message>
  <message>
   <source>Prepare the video with --asr_model {kind}.</source>
   <translation>请用 --asr_model {kind} 准备视频。</translation>
  </message>
  <message>
   <source>Prepare them alike, with the same --asr_model and --fps.</source>
   <translation>请用相同的 --asr_model 和 --fps 处理它们。</translation>
  </message>
  <message>
   <source>Put a background behind the person first if you want another one.</source>
   <translation>如果想要别的背景，请先放到人物后面。</translation>
  </message>
  <message>
   <source>Put the video there, or use synctalk preprocess.</source>
   <translation>请把视频放在那里，或使用 synctalk preprocess。</translation>
  </message>
  <message>
   <source>Put the videos back as they were, or start a new training without --continue_training.</source>
   <translation>请将视频恢复原状，或不带 --continue_training 开始新的训练。</translation>
  </message>
  <message>
   <source>Record again further from the microphone or with a lower input level.</source>
   <translation>请离麦克风远一些或降低输入音量后重新录制。</translation>
  </message>
  <message>
   <source>Record in a quieter room with the microphone nearer.</source>
   <translation>请在更安静的房间里、离麦克风更近处录制。</translation>
  </message>
  <message>
   <source>Rename the file and import it again.</source>
   <translation>请重命名文件后再导入。</translation>
  </message>
  <message>
   <source>Resume it: it goes on from the last saved state.</source>
   <translation>请继续：它会从最后保存的状态开始。</translation>
  </message>
  <message>
   <source>Run again without {option} to make it anew.</source>
   <translation>请去掉 {option} 再次运行以重新生成。</translation>
  </message>
  <message>
   <source>Run it again; what is whole is kept. The details are in {path}.</source>
   <translation>请再次运行；完好的部分会保留。详情见 {path}。</translation>
  </message>
  <message>
   <source>Run “synctalk models install {assets}”.</source>
   <translation>请运行“synctalk models install {assets}”。</translation>
  </message>
  <message>
   <source>Run “synctalk models install {asset}”, or import the file with “synctalk models import”.</source>
   <translation>请运行“synctalk models install {asset}”，或用“synctalk models import”导入文件。</translation>
  </message>
  <message>
   <source>Save it as WAV or MP3 and try again.</source>
   <translation>请保存为 WAV 或 MP3 后重试。</translation>
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
   <source>See “synctalk models list” for what is known; weights without a published checksum need --id ID.</source>
   <translation>用“synctalk models list”查看已知的权重；没有公布校验和的权重需要 --id ID。</translation>
  </message>
  <message>
   <source>So much of “{name}” was excluded that {train} frames are left to learn from ({needed} are needed) and {held_out} to measure on.</source>
   <translation>“{name}”排除得太多，只剩 {train} 帧可学习（需要 {needed} 帧），{held_out} 帧可测量。</translation>
  </message>
  <message>
   <source>Somebody moved or deleted it; read the workspace again.</source>
   <translation>有人移动或删除了它；请重新读取工作区。</translation>
  </message>
  <message>
   <source>Something is before the mouth in {percent} % of the pictures.</source>
   <translation>{percent} % 的画面中嘴前有东西。</translation>
  </message>
  <message>
   <source>Something went wrong inside the program: {detail}.</source>
   <translation>程序内部出错：{detail}。</translation>
  </message>
  <message>
   <source>Speech for the sample clip</source>
   <translation>示例片段的语音</translation>
  </message>
  <message>
   <source>Speech is only {distance_db} dB louder than the noise around it.</source>
   <translation>语音只比周围噪声高 {distance_db} dB。</translation>
  </message>
  <message>
   <source>Start one first.</source>
   <translation>请先开始一个。</translation>
  </message>
  <message>
   <source>Starting from the weights of {path}.</source>
   <translation>从 {path} 的权重开始。</translation>
  </message>
  <message>
   <source>Steps take a little longer.</source>
   <translation>每步会稍慢。</translation>
  </message>
  <message>
   <source>Steps take a little longer. With --accumulate {parts} the next training begins so.</source>
   <translation>每步会稍慢。下次训练可用 --accumulate {parts} 这样开始。</translation>
  </message>
  <message>
   <source>Stop that training or let it finish.</source>
   <translation>请停止该训练或等它完成。</translation>
  </message>
  <message>
   <source>Stop that training or let it finish; with --wait this one begins when the device is free.</source>
   <translation>请停止该训练或等它完成；用 --wait 时，本训练会在设备空闲后开始。</translation>
  </message>
  <message>
   <source>Stopped: no video was left behind.</source>
   <translation>已停止：没有留下视频。</translation>
  </message>
  <message>
   <source>Stopping: saving the state first.</source>
   <translation>正在停止：先保存状态。</translation>
  </message>
  <message>
   <source>Switch “Move the sound into step” off and prepare again to keep it.</source>
   <translation>若要保持原样，请关闭“使声音同步”后重新准备。</translation>
  </message>
  <message>
   <source>Sync loss is on.</source>
   <translation>同步损失已启用。</translation>
  </message>
  <message>
   <source>SyncNet ready, held-out AUC {auc}.</source>
   <translation>SyncNet 就绪，留出 AUC {auc}。</translation>
  </message>
  <message>
   <source>Take some of the excluded frames in again.</source>
   <translation>请恢复使用部分已排除的帧。</translation>
  </message>
  <message>
   <source>The HuBERT features of “{name}” are laid out as by a fork that took layer 12; new speech is heard by the last layer, and the two do not match.</source>
   <translation>“{name}”的 HuBERT 特征像是取第 12 层的分支版本；新语音用最后一层，两者不匹配。</translation>
  </message>
  <message>
   <source>The SyncNet's held-out AUC ({auc}) is too low to teach with; the sync loss stays off.</source>
   <translation>SyncNet 的留出 AUC（{auc}）太低，无法用于教学；同步损失保持关闭。</translation>
  </message>
  <message>
   <source>The disk is full: {path} could not be written.</source>
   <translation>磁盘已满：无法写入 {path}。</translation>
  </message>
  <message>
   <source>The end of {path} is missing; what is there was used.</source>
   <translation>{path} 缺少结尾；已使用现有部分。</translation>
  </message>
  <message>
   <source>The face is blurred (sharpness {sharpness}).</source>
   <translation>人脸模糊（清晰度 {sharpness}）。</translation>
  </message>
  <message>
   <source>The face is blurred in {percent} % of the pictures.</source>
   <translation>{percent} % 的画面中人脸模糊。</translation>
  </message>
  <message>
   <source>The face is turned away by {yaw_deg} degrees most of the time.</source>
   <translation>人脸大部分时间偏转 {yaw_deg} 度。</translation>
  </message>
  <message>
   <source>The face is turned away in {percent} % of the pictures.</source>
   <translation>{percent} % 的画面中人脸转开。</translation>
  </message>
  <message>
   <source>The face is {width_px} px wide.</source>
   <translation>人脸宽 {width_px} 像素。</translation>
  </message>
  <message>
   <source>The face must be visible, upright and at least about 60 pixels wide.</source>
   <translation>人脸必须可见、端正，且至少约 60 像素宽。</translation>
  </message>
  <message>
   <source>The file {path} does not exist.</source>
   <translation>文件 {path} 不存在。</translation>
  </message>
  <message>
   <source>The file {path} does not hold the network “{asset}”: {reason}.</source>
   <translation>文件 {path} 不含网络“{asset}”：{reason}。</translation>
  </message>
  <message>
   <source>The file {path} is not the expected “{asset}”: its checksum differs.</source>
   <translation>文件 {path} 不是预期的“{asset}”：校验和不同。</translation>
  </message>
  <message>
   <source>The installed PyAV can write neither H.264 nor MPEG-4 video.</source>
   <translation>已安装的 PyAV 既不能写 H.264 也不能写 MPEG-4 视频。</translation>
  </message>
  <message>
   <source>The landmark file {path} cannot be read: {reason}.</source>
   <translation>无法读取关键点文件 {path}：{reason}。</translation>
  </message>
  <message>
   <source>The light on the face is unlike the rest, or poor, in {percent} % of the pictures.</source>
   <translation>{percent} % 的画面中脸上的光线与其余不同或较差。</translation>
  </message>
  <message>
   <source>The log of this run has the details; please report it.</source>
   <translation>详情见此次运行的日志；请报告此问题。</translation>
  </message>
  <message>
   <source>The memory of {device} is not enough to draw a single frame.</source>
   <translation>{device} 的内存不足以绘制哪怕一帧画面。</translation>
  </message>
  <message>
   <source>The memory of {device} is too small for this network, however few images it learns from at a time (each batch in {tried} parts was tried).</source>
   <translation>{device} 的内存对此网络来说太小，无论一次学习多少图像（已尝试把每个批次分成 {tried} 份）。</translation>
  </message>
  <message>
   <source>The memory of {device} was not enough for a batch of {batch_size} as it was; from step {step} on each batch is learnt from in {parts} parts.</source>
   <translation>{device} 的内存不足以一次处理批次 {batch_size}；从第 {step} 步起每个批次分 {parts} 份学习。</translation>
  </message>
  <message>
   <source>The memory of {device} was used up ({stage}).</source>
   <translation>{device} 的内存已用尽（{stage}）。</translation>
  </message>
  <message>
   <source>The name “{name}” cannot be used as a project name: {reason}.</source>
   <translation>名称“{name}”不能用作项目名：{reason}。</translation>
  </message>
  <message>
   <source>The picture {path} cannot be read.</source>
   <translation>无法读取图片 {path}。</translation>
  </message>
  <message>
   <source>The pictures of {path} are interlaced; they were made whole.</source>
   <translation>{path} 的画面是隔行的；已转换为完整画面。</translation>
  </message>
  <message>
   <source>The prepared video is not in it: prepare {video} as “{name}” here, with --asr_model {asr} --fps {fps}, before you render.</source>
   <translation>其中不含已准备的视频：渲染前请在此把 {video} 准备为“{name}”，使用 --asr_model {asr} --fps {fps}。</translation>
  </message>
  <message>
   <source>The prepared video “{name}” is incomplete: {reason}.</source>
   <translation>已准备的视频“{name}”不完整：{reason}。</translation>
  </message>
  <message>
   <source>The process that worked on “{name}” ended without a result: {reason}.</source>
   <translation>处理“{name}”的进程没有结果就结束了：{reason}。</translation>
  </message>
  <message>
   <source>The self-test failed at “{step}”: {reason}.</source>
   <translation>自检在“{step}”处失败：{reason}。</translation>
  </message>
  <message>
   <source>The sound ends {seconds} s before the pictures; silence was put in its place.</source>
   <translation>声音比画面早 {seconds} 秒结束；该处已填入静音。</translation>
  </message>
  <message>
   <source>The sound goes on for {seconds} s after the last picture; that part is left out.</source>
   <translation>最后一帧之后声音还持续 {seconds} 秒；该部分被舍去。</translation>
  </message>
  <message>
   <source>The sound is silent.</source>
   <translation>声音是静音。</translation>
  </message>
  <message>
   <source>The sound of {path} cannot be read: {reason}.</source>
   <translation>无法读取 {path} 的声音：{reason}。</translation>
  </message>
  <message>
   <source>The sound seems to be {offset_ms} ms {direction}.</source>
   <translation>声音似乎{direction} {offset_ms} 毫秒。</translation>
  </message>
  <message>
   <source>The sound was {offset_ms} ms {direction} and has been moved into step.</source>
   <translation>声音{direction} {offset_ms} 毫秒，已调整为同步。</translation>
  </message>
  <message>
   <source>The state is saved; go on from it with --continue_training.</source>
   <translation>状态已保存；可用 --continue_training 继续。</translation>
  </message>
  <message>
   <source>The training became unstable at step {step}: the loss or its gradient is no longer a number.</source>
   <translation>训练在第 {step} 步变得不稳定：损失或其梯度不再是数值。</translation>
  </message>
  <message>
   <source>The training in {path} was of {found}, but {wanted} is there now.</source>
   <translation>{path} 中的训练使用的是 {found}，但现在的是 {wanted}。</translation>
  </message>
  <message>
   <source>The video has only {fps} pictures a second; each is shown several times.</source>
   <translation>视频每秒只有 {fps} 帧；每帧会显示多次。</translation>
  </message>
  <message>
   <source>The video has {count} cuts from one scene to another.</source>
   <translation>视频有 {count} 处场景切换。</translation>
  </message>
  <message>
   <source>The video is {duration_s} s long.</source>
   <translation>视频长 {duration_s} 秒。</translation>
  </message>
  <message>
   <source>The weights “{asset}” ({what}) are not installed.</source>
   <translation>权重“{asset}”（{what}）未安装。</translation>
  </message>
  <message>
   <source>The weights “{asset}” could not be downloaded: {reason}.</source>
   <translation>无法下载权重“{asset}”：{reason}。</translation>
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
   <source>There is a project “{name}” already.</source>
   <translation>已经有项目“{name}”。</translation>
  </message>
  <message>
   <source>There is no add-on “{addon}”; installed are: {installed}.</source>
   <translation>没有附加组件“{addon}”；已安装：{installed}。</translation>
  </message>
  <message>
   <source>There is no device “{device}” on this machine.</source>
   <translation>本机没有设备“{device}”。</translation>
  </message>
  <message>
   <source>There is no prepared video “{name}” at {path}.</source>
   <translation>{path} 处没有已准备的视频“{name}”。</translation>
  </message>
  <message>
   <source>There is no run at {path}.</source>
   <translation>{path} 处没有运行记录。</translation>
  </message>
  <message>
   <source>There is no trained model at {path}.</source>
   <translation>{path} 处没有已训练的模型。</translation>
  </message>
  <message>
   <source>There is no video at {path}.</source>
   <translation>{path} 处没有视频。</translation>
  </message>
  <message>
   <source>There is nothing to {wish} at this stage ({stage}).</source>
   <translation>此阶段（{stage}）没有可执行的操作：{wish}。</translation>
  </message>
  <message>
   <source>There is speech in only {percent} % of the recording.</source>
   <translation>录音中只有 {percent} % 有语音。</translation>
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
   <source>These weights are damaged and will not be used: {assets}.</source>
   <translation>这些权重已损坏，不会使用：{assets}。</translation>
  </message>
  <message>
   <source>This training will take about {needed_mb} MB of disk, and only {free_mb} MB are free ({path}).</source>
   <translation>此训练约需 {needed_mb} MB 磁盘空间，但只剩 {free_mb} MB（{path}）。</translation>
  </message>
  <message>
   <source>Three minutes or more give good results.</source>
   <translation>三分钟以上效果较好。</translation>
  </message>
  <message>
   <source>To use another, save the video with that one alone.</source>
   <translation>若要使用其他音轨，请另存只含该音轨的视频。</translation>
  </message>
  <message>
   <source>Train it first, or choose another checkpoint.</source>
   <translation>请先训练，或选择其他检查点。</translation>
  </message>
  <message>
   <source>Train “{name}” first, or give --checkpoint.</source>
   <translation>请先训练“{name}”，或给出 --checkpoint。</translation>
  </message>
  <message>
   <source>Use --asr {found}, or prepare the video with --asr_model {kind}.</source>
   <translation>请使用 --asr {found}，或用 --asr_model {kind} 准备视频。</translation>
  </message>
  <message>
   <source>Use --fps {needed}, or another kind with --asr_model.</source>
   <translation>请使用 --fps {needed}，或用 --asr_model 选择其他类型。</translation>
  </message>
  <message>
   <source>Use --no-fix_av_offset to keep it as it was.</source>
   <translation>用 --no-fix_av_offset 保持原样。</translation>
  </message>
  <message>
   <source>Use a longer video: three minutes or more give good results.</source>
   <translation>请使用更长的视频：三分钟以上效果较好。</translation>
  </message>
  <message>
   <source>Use a recording of the person talking with sound.</source>
   <translation>请使用带声音的人物说话录像。</translation>
  </message>
  <message>
   <source>Use the matching option, or choose another checkpoint.</source>
   <translation>请使用匹配的选项，或选择其他检查点。</translation>
  </message>
  <message>
   <source>VGG19, ImageNet</source>
   <translation>VGG19，ImageNet</translation>
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
   <source>What can be: a dataset folder (full_body_img, landmarks, aud_*.npy), a checkpoint (.pth) or a folder of them, and a .zip written by “synctalk export”.</source>
   <translation>可以导入：数据集文件夹（full_body_img、landmarks、aud_*.npy）、检查点（.pth）或其文件夹，以及“synctalk export”写出的 .zip。</translation>
  </message>
  <message>
   <source>What can be: a folder with a prepared video (full_body_img, landmarks, aud_*.npy), a model (.pth) or a folder of them, and an exported project (.zip).</source>
   <translation>可以导入：含已准备视频的文件夹（full_body_img、landmarks、aud_*.npy）、模型（.pth）或其文件夹，以及导出的项目（.zip）。</translation>
  </message>
  <message>
   <source>What counts is the time in which the person speaks.</source>
   <translation>重要的是人物说话的时间。</translation>
  </message>
  <message>
   <source>What is there of “{stage}” is unfinished, or of another video or options; it is kept.</source>
   <translation>“{stage}”的现有内容未完成，或来自其他视频或选项；予以保留。</translation>
  </message>
  <message>
   <source>Windows keeps that name for a device</source>
   <translation>Windows 把这个名称留给设备</translation>
  </message>
  <message>
   <source>a file is where the folder belongs</source>
   <translation>应为文件夹之处是一个文件</translation>
  </message>
  <message>
   <source>a launcher for several processes can start “train” alone; prepare first</source>
   <translation>多进程启动器只能启动“train”；请先处理视频</translation>
  </message>
  <message>
   <source>an export</source>
   <translation>导出包</translation>
  </message>
  <message>
   <source>early</source>
   <translation>提前</translation>
  </message>
  <message>
   <source>feature kind “ave” of SyncTalk_2D</source>
   <translation>SyncTalk_2D 的“ave”特征</translation>
  </message>
  <message>
   <source>feature kind “hubert”</source>
   <translation>“hubert”特征</translation>
  </message>
  <message>
   <source>feature kind “wenet”, Mandarin</source>
   <translation>“wenet”特征，普通话</translation>
  </message>
  <message>
   <source>finds faces in a picture</source>
   <translation>在画面中查找人脸</translation>
  </message>
  <message>
   <source>finds the points of a face</source>
   <translation>查找人脸的关键点</translation>
  </message>
  <message>
   <source>finds the points of a face, the lips more finely</source>
   <translation>查找人脸的关键点，嘴唇更精细</translation>
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
   <source>hears the speech (feature kind “moonshine”)</source>
   <translation>听取语音（“moonshine”特征）</translation>
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
   <source>it has no landmarks</source>
   <translation>没有关键点</translation>
  </message>
  <message>
   <source>it has no list “videos”</source>
   <translation>没有“videos”列表</translation>
  </message>
  <message>
   <source>it has one of the characters &lt; &gt; : " / \ | ? * or a control character</source>
   <translation>含有 &lt; &gt; : " / \ | ? * 之一或控制字符</translation>
  </message>
  <message>
   <source>it holds neither full_body_img nor checkpoints such as 99.pth</source>
   <translation>既没有 full_body_img，也没有 99.pth 之类的检查点</translation>
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
   <source>it is empty</source>
   <translation>是空的</translation>
  </message>
  <message>
   <source>it is neither a zip nor a checkpoint</source>
   <translation>既不是 zip 也不是检查点</translation>
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
   <source>its pictures are not all of one size</source>
   <translation>其图片大小不一</translation>
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
   <source>names that begin with syncnet_ are kept for SyncNet checkpoints</source>
   <translation>以 syncnet_ 开头的名称留给 SyncNet 检查点</translation>
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
   <source>{count} processes train together.</source>
   <translation>{count} 个进程共同训练。</translation>
  </message>
  <message>
   <source>{count} videos are learnt together: {names}.</source>
   <translation>{count} 个视频一起学习：{names}。</translation>
  </message>
  <message>
   <source>{failed} of {total} videos could not be prepared: {names}.</source>
   <translation>{total} 个视频中有 {failed} 个无法准备：{names}。</translation>
  </message>
  <message>
   <source>{frames} frames of “{name}” were excluded by hand; they are neither learnt from nor measured on.</source>
   <translation>“{name}”有 {frames} 帧被手动排除；既不学习也不测量。</translation>
  </message>
  <message>
   <source>{frames} frames show no usable face; they are filled in and left out of training.</source>
   <translation>{frames} 帧没有可用的人脸；已填补且不参与训练。</translation>
  </message>
  <message>
   <source>{frames} pictures of the video are damaged and were left out.</source>
   <translation>视频中有 {frames} 帧损坏，已舍去。</translation>
  </message>
  <message>
   <source>{option} has no effect here: {reason}.</source>
   <translation>{option} 在此不起作用：{reason}。</translation>
  </message>
  <message>
   <source>{path} cannot be imported: {reason}.</source>
   <translation>无法导入 {path}：{reason}。</translation>
  </message>
  <message>
   <source>{path} cannot be read ({reason}); the training goes on from the state saved before it.</source>
   <translation>无法读取 {path}（{reason}）；训练从之前保存的状态继续。</translation>
  </message>
  <message>
   <source>{path} cannot be read as a video: {reason}.</source>
   <translation>无法把 {path} 作为视频读取：{reason}。</translation>
  </message>
  <message>
   <source>{path} cannot be read or written: the system does not allow it.</source>
   <translation>无法读写 {path}：系统不允许。</translation>
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
   <source>{path} cannot be used: {reason}.</source>
   <translation>无法使用 {path}：{reason}。</translation>
  </message>
  <message>
   <source>{path} does not say which audio features it was trained with.</source>
   <translation>{path} 没有说明用哪种声音特征训练。</translation>
  </message>
  <message>
   <source>{path} has no picture, only sound.</source>
   <translation>{path} 没有画面，只有声音。</translation>
  </message>
  <message>
   <source>{path} has no sound in it.</source>
   <translation>{path} 没有声音。</translation>
  </message>
  <message>
   <source>{path} has no sound, and a lip-sync model cannot be made without it.</source>
   <translation>{path} 没有声音，没有声音就无法制作口型同步模型。</translation>
  </message>
  <message>
   <source>{path} has transparency, which is left out: what is transparent shows its stored colour.</source>
   <translation>{path} 含透明度，已舍去：透明处显示其存储的颜色。</translation>
  </message>
  <message>
   <source>{path} has {count} tracks of sound; number {number} is used ({detail}).</source>
   <translation>{path} 有 {count} 条音轨；使用第 {number} 条（{detail}）。</translation>
  </message>
  <message>
   <source>{path} holds no weights that this program knows, or they are damaged.</source>
   <translation>{path} 不含此程序认识的权重，或已损坏。</translation>
  </message>
  <message>
   <source>{path} is a folder, not a video file.</source>
   <translation>{path} 是文件夹，不是视频文件。</translation>
  </message>
  <message>
   <source>{path} is an HDR video ({kind}); its brightness was mapped to that of ordinary screens.</source>
   <translation>{path} 是 HDR 视频（{kind}）；亮度已映射到普通屏幕。</translation>
  </message>
  <message>
   <source>{path} is cut short: its index is missing, as when a recording or a copy was interrupted.</source>
   <translation>{path} 被截断：缺少索引，可能录制或复制被中断。</translation>
  </message>
  <message>
   <source>{path} is empty (0 bytes).</source>
   <translation>{path} 是空的（0 字节）。</translation>
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
   <source>{path} is not a whole export of this program: {reason}.</source>
   <translation>{path} 不是此程序的完整导出：{reason}。</translation>
  </message>
  <message>
   <source>{path} is there already and will be replaced.</source>
   <translation>{path} 已存在，将被替换。</translation>
  </message>
  <message>
   <source>{path} was made for {found}, but {wanted} was asked for.</source>
   <translation>{path} 是为 {found} 制作的，但要求的是 {wanted}。</translation>
  </message>
  <message>
   <source>{percent} % of the sound is distorted by overload.</source>
   <translation>{percent} % 的声音因过载而失真。</translation>
  </message>
  <message>
   <source>{stage} finished in {seconds} s.</source>
   <translation>{stage}用 {seconds} 秒完成。</translation>
  </message>
  <message>
   <source>{stage} is already done and unchanged; skipped.</source>
   <translation>{stage}已完成且未改变；已跳过。</translation>
  </message>
  <message>
   <source>{stage} started.</source>
   <translation>{stage}已开始。</translation>
  </message>
  <message>
   <source>{start} s: another scene begins</source>
   <translation>{start} 秒：另一场景开始</translation>
  </message>
  <message>
   <source>{start} to {end} s: another light, or a poor one</source>
   <translation>{start} 到 {end} 秒：光线不同或较差</translation>
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
   <source>{start} to {end} s: something is before the mouth</source>
   <translation>{start} 到 {end} 秒：嘴前有东西</translation>
  </message>
  <message>
   <source>{start} to {end} s: the face is blurred</source>
   <translation>{start} 到 {end} 秒：人脸模糊</translation>
  </message>
  <message>
   <source>{start} to {end} s: the face is turned away</source>
   <translation>{start} 到 {end} 秒：人脸转开</translation>
  </message>
  <message>
   <source>{videos} videos, {jobs} at a time. One preparation alone keeps two cores busy and may take {memory_gb} GB of memory; here are {cores} cores and {free_gb} GB free.</source>
   <translation>{videos} 个视频，同时处理 {jobs} 个。单个准备就会占用两个核心，可能需要 {memory_gb} GB 内存；此处有 {cores} 个核心和 {free_gb} GB 空闲。</translation>
  </message>
  <message>
   <source>“{name}” and “{other}” cannot be learnt together: they differ in {what} ({one}, {two}).</source>
   <translation>“{name}”与“{other}”不能一起学习：它们的{what}不同（{one}，{two}）。</translation>
  </message>
  <message>
   <source>“{name}” has audio features of the kind {found}, not {kind}: {path} is missing.</source>
   <translation>“{name}”的声音特征是 {found}，不是 {kind}：缺少 {path}。</translation>
  </message>
  <message>
   <source>“{name}” has only {frames} usable frames; at least {needed} are needed.</source>
   <translation>“{name}”只有 {frames} 帧可用；至少需要 {needed} 帧。</translation>
  </message>
  <message>
   <source>“{name}” has {pictures} pictures, {landmarks} landmark files and features for {rows} frames; the first {used} frames are used.</source>
   <translation>“{name}”有 {pictures} 张图片、{landmarks} 个关键点文件和 {rows} 帧的特征；使用前 {used} 帧。</translation>
  </message>
  <message>
   <source>“{name}” has {what} already: {path}.</source>
   <translation>“{name}”已有{what}：{path}。</translation>
  </message>
  <message>
   <source>“{name}” is being trained on this processor too (process {pid}); both will be slow.</source>
   <translation>“{name}”也在此处理器上训练（进程 {pid}）；两者都会变慢。</translation>
  </message>
  <message>
   <source>“{name}” is being trained on {device} already (process {pid}, in {workspace}).</source>
   <translation>“{name}”已在 {device} 上训练（进程 {pid}，位于 {workspace}）。</translation>
  </message>
  <message>
   <source>“{name}” is not there any more.</source>
   <translation>“{name}”已不在。</translation>
  </message>
 </context>
 <context>
  <name>ExclusionBar</name>
  <message>
   <source>Exclude</source>
   <translation>排除</translation>
  </message>
  <message>
   <source>Leave out what is marked</source>
   <translation>排除标记的部分</translation>
  </message>
  <message>
   <source>Leave the selection out (X)</source>
   <translation>排除所选 (X)</translation>
  </message>
  <message>
   <source>Nothing is marked</source>
   <translation>没有标记</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>重做</translation>
  </message>
  <message>
   <source>Take in</source>
   <translation>恢复使用</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>Use the selection again ({keys})</source>
   <translation>重新使用所选部分（{keys}）</translation>
  </message>
  <message>
   <source>exclude</source>
   <translation>排除</translation>
  </message>
  <message>
   <source>faulty parts</source>
   <translation>有问题的部分</translation>
  </message>
  <message>
   <source>take in</source>
   <translation>恢复使用</translation>
  </message>
  <message>
   <source>{n} frames left out from the next training on</source>
   <translation>从下次训练起排除 {n} 帧</translation>
  </message>
  <message>
   <source>{what}: {n} frames</source>
   <translation>{what}：{n} 帧</translation>
  </message>
 </context>
 <context>
  <name>Features</name>
  <message>
   <source>Chinese</source>
   <translation>中文</translation>
  </message>
  <message>
   <source>any language</source>
   <translation>任何语言</translation>
  </message>
  <message>
   <source>needs no weights</source>
   <translation>不需要权重</translation>
  </message>
  <message>
   <source>research code</source>
   <translation>研究代码</translation>
  </message>
  <message>
   <source>the default</source>
   <translation>默认</translation>
  </message>
 </context>
 <context>
  <name>Findings</name>
  <message>
   <source>Nothing speaks against this video.</source>
   <translation>此视频没有问题。</translation>
  </message>
  <message>
   <source>The face was found in all {frames} frames.</source>
   <translation>全部 {frames} 帧中都找到了人脸。</translation>
  </message>
  <message>
   <source>The face was found in {faces} of {frames} frames.</source>
   <translation>在 {frames} 帧中的 {faces} 帧找到了人脸。</translation>
  </message>
  <message>
   <source>{duration} of video, {width} × {height} pixels, {fps} frames a second.</source>
   <translation>视频 {duration}，{width} × {height} 像素，每秒 {fps} 帧。</translation>
  </message>
 </context>
 <context>
  <name>FindingsPanel</name>
  <message>
   <source>Install …</source>
   <translation>安装…</translation>
  </message>
  <message>
   <source>Keep as it is</source>
   <translation>保持原样</translation>
  </message>
  <message>
   <source>Use Moonshine</source>
   <translation>使用 Moonshine</translation>
  </message>
  <message>
   <source>What the check found</source>
   <translation>检查结果</translation>
  </message>
 </context>
 <context>
  <name>FootBar</name>
  <message>
   <source>Jobs ▴</source>
   <translation>任务 ▴</translation>
  </message>
  <message>
   <source>Looking at {name} …</source>
   <translation>正在查看 {name}…</translation>
  </message>
  <message>
   <source>Nothing is running.</source>
   <translation>没有任务在运行。</translation>
  </message>
  <message>
   <source>Queue {n} · held ▴</source>
   <translation>队列 {n} · 已暂停 ▴</translation>
  </message>
  <message>
   <source>Queue {n} ▴</source>
   <translation>队列 {n} ▴</translation>
  </message>
  <message>
   <source>The queue is held; {n} wait.</source>
   <translation>队列已暂停；有 {n} 个在等待。</translation>
  </message>
  <message>
   <source>demo</source>
   <translation>演示</translation>
  </message>
  <message>
   <source>evaluate</source>
   <translation>评估</translation>
  </message>
  <message>
   <source>next: {names}</source>
   <translation>接下来：{names}</translation>
  </message>
  <message>
   <source>on {device}</source>
   <translation>在 {device} 上</translation>
  </message>
  <message>
   <source>prepare</source>
   <translation>准备</translation>
  </message>
  <message>
   <source>prepare and train</source>
   <translation>准备并训练</translation>
  </message>
  <message>
   <source>render</source>
   <translation>渲染</translation>
  </message>
  <message>
   <source>train</source>
   <translation>训练</translation>
  </message>
  <message>
   <source>try</source>
   <translation>试验</translation>
  </message>
  <message>
   <source>{duration} left</source>
   <translation>剩余 {duration}</translation>
  </message>
 </context>
 <context>
  <name>FramePlayer</name>
  <message>
   <source>Frame {n} cannot be read: {reason}.</source>
   <translation>无法读取第 {n} 帧：{reason}。</translation>
  </message>
  <message>
   <source>Nothing to show yet.</source>
   <translation>还没有可显示的内容。</translation>
  </message>
  <message>
   <source>Reading the clip…</source>
   <translation>正在读取片段…</translation>
  </message>
  <message>
   <source>Show the 110 points of the face</source>
   <translation>显示面部 110 个点</translation>
  </message>
  <message>
   <source>Show the square that the model sees</source>
   <translation>显示模型看到的方框</translation>
  </message>
  <message>
   <source>The clip cannot be read: {reason}.</source>
   <translation>无法读取片段：{reason}。</translation>
  </message>
  <message>
   <source>crop box</source>
   <translation>裁剪框</translation>
  </message>
  <message>
   <source>held out</source>
   <translation>留出</translation>
  </message>
  <message>
   <source>landmarks</source>
   <translation>关键点</translation>
  </message>
 </context>
 <context>
  <name>FrameView</name>
  <message>
   <source>Picture</source>
   <translation>画面</translation>
  </message>
  <message>
   <source>no face here: filled in</source>
   <translation>此处没有人脸：已填补</translation>
  </message>
 </context>
 <context>
  <name>HeldOut</name>
  <message>
   <source>epoch {n} · {count} frames</source>
   <translation>第 {n} 轮 · {count} 帧</translation>
  </message>
  <message>
   <source>epoch {n} · {when}</source>
   <translation>第 {n} 轮 · {when}</translation>
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
   <translation>正在导入 {name}，还有 {n} 个</translation>
  </message>
 </context>
 <context>
  <name>ImportDialog</name>
  <message>
   <source>A prepared video</source>
   <translation>已准备的视频</translation>
  </message>
  <message>
   <source>A trained model</source>
   <translation>已训练的模型</translation>
  </message>
  <message>
   <source>An exported project</source>
   <translation>已导出的项目</translation>
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
   <source>Import</source>
   <translation>导入</translation>
  </message>
  <message>
   <source>Open as workspace</source>
   <translation>作为工作区打开</translation>
  </message>
  <message>
   <source>Project of the model {name}</source>
   <translation>模型 {name} 的项目</translation>
  </message>
  <message>
   <source>Show the folder as it is, and work in it: nothing is copied.</source>
   <translation>按原样显示该文件夹并在其中工作：不复制任何内容。</translation>
  </message>
  <message>
   <source>Use where it lies: takes no room, but it has to stay there</source>
   <translation>在原处使用：不占空间，但必须留在那里</translation>
  </message>
  <message>
   <source>add to “{name}”</source>
   <translation>添加到“{name}”</translation>
  </message>
  <message>
   <source>new project “{name}”</source>
   <translation>新项目“{name}”</translation>
  </message>
  <message>
   <source>{n} things to import were found.</source>
   <translation>找到 {n} 项可导入的内容。</translation>
  </message>
  <message>
   <source>{what} was found.</source>
   <translation>找到{what}。</translation>
  </message>
 </context>
 <context>
  <name>IntakeView</name>
  <message>
   <source>Import</source>
   <translation>导入</translation>
  </message>
  <message>
   <source>Import folder</source>
   <translation>导入文件夹</translation>
  </message>
  <message>
   <source>The import is finished.</source>
   <translation>导入已完成。</translation>
  </message>
  <message>
   <source>There is nothing in it to import: no video, prepared video or model.</source>
   <translation>其中没有可导入的内容：没有视频、已准备的视频或模型。</translation>
  </message>
  <message>
   <source>Videos, models and exported projects ({patterns});;All files (*)</source>
   <translation>视频、模型和导出的项目 ({patterns});;所有文件 (*)</translation>
  </message>
  <message>
   <source>{n} imports are finished.</source>
   <translation>{n} 项导入已完成。</translation>
  </message>
  <message>
   <source>“{name}” is here already.</source>
   <translation>“{name}”已经在这里。</translation>
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
   <source>Leave it out</source>
   <translation>不导入</translation>
  </message>
  <message>
   <source>The file does not say it, and with other features its lips would not fit the sound. Models of the research code were mostly trained with AVE or HuBERT.</source>
   <translation>文件中没有说明；用其他特征时嘴唇会与声音不符。研究代码的模型大多用 AVE 或 HuBERT 训练。</translation>
  </message>
  <message>
   <source>Which sound features was “{name}” trained with?</source>
   <translation>“{name}”是用哪种声音特征训练的？</translation>
  </message>
 </context>
 <context>
  <name>LiveFrame</name>
  <message>
   <source>The frames appear here while they are made.</source>
   <translation>生成帧时，它们会显示在这里。</translation>
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
  <name>LossOverlay</name>
  <message>
   <source>All series are hidden.</source>
   <translation>所有曲线都已隐藏。</translation>
  </message>
  <message>
   <source>No figures yet.</source>
   <translation>还没有数据。</translation>
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
   <translation>轮{n}</translation>
  </message>
  <message>
   <source>from step {n} on: {text}</source>
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
   <translation>到第 {n} 步</translation>
  </message>
  <message>
   <source>{name}: now {last}, between {low} and {high}</source>
   <translation>{name}：当前 {last}，介于 {low} 与 {high} 之间</translation>
  </message>
 </context>
 <context>
  <name>LossPlot</name>
  <message>
   <source>+ compare run</source>
   <translation>+ 比较运行</translation>
  </message>
  <message>
   <source>Chart of losses over training steps</source>
   <translation>损失随训练步数变化的图表</translation>
  </message>
  <message>
   <source>How much the lines are smoothed</source>
   <translation>曲线的平滑程度</translation>
  </message>
  <message>
   <source>Lay another run over this one</source>
   <translation>叠加另一次运行</translation>
  </message>
  <message>
   <source>Logarithmic axis</source>
   <translation>对数坐标轴</translation>
  </message>
  <message>
   <source>Numbers (CSV)…</source>
   <translation>数据 (CSV)…</translation>
  </message>
  <message>
   <source>Picture (*.png)</source>
   <translation>图片 (*.png)</translation>
  </message>
  <message>
   <source>Picture (PNG)…</source>
   <translation>图片 (PNG)…</translation>
  </message>
  <message>
   <source>Save picture or numbers</source>
   <translation>保存图片或数据</translation>
  </message>
  <message>
   <source>Save the chart</source>
   <translation>保存图表</translation>
  </message>
  <message>
   <source>Save the numbers</source>
   <translation>保存数据</translation>
  </message>
  <message>
   <source>Show or hide {name}</source>
   <translation>显示或隐藏 {name}</translation>
  </message>
  <message>
   <source>Show the whole run again</source>
   <translation>重新显示整个运行</translation>
  </message>
  <message>
   <source>Smoothing</source>
   <translation>平滑</translation>
  </message>
  <message>
   <source>Table (*.csv)</source>
   <translation>表格 (*.csv)</translation>
  </message>
  <message>
   <source>Take {name} away</source>
   <translation>移除 {name}</translation>
  </message>
  <message>
   <source>export</source>
   <translation>导出</translation>
  </message>
  <message>
   <source>log</source>
   <translation>对数</translation>
  </message>
  <message>
   <source>show all</source>
   <translation>全部显示</translation>
  </message>
  <message>
   <source>smooth {weight}</source>
   <translation>平滑 {weight}</translation>
  </message>
  <message>
   <source>{path} could not be written: {reason}.</source>
   <translation>无法写入 {path}：{reason}。</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Open workspace</source>
   <translation>打开工作区</translation>
  </message>
  <message>
   <source>Saving and stopping; the window closes when that is done.</source>
   <translation>正在保存并停止；完成后窗口会关闭。</translation>
  </message>
  <message>
   <source>{n} videos were imported.</source>
   <translation>已导入 {n} 个视频。</translation>
  </message>
 </context>
 <context>
  <name>Menus</name>
  <message>
   <source>&amp;About SyncTalk Studio</source>
   <translation>关于 SyncTalk Studio(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Bin …</source>
   <translation>回收站(&amp;B)…</translation>
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
   <source>&amp;Import …</source>
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
   <source>&amp;Name</source>
   <translation>名称(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Prepare</source>
   <translation>准备(&amp;P)</translation>
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
   <source>&amp;Settings …</source>
   <translation>设置(&amp;S)…</translation>
  </message>
  <message>
   <source>&amp;Show workspace folder</source>
   <translation>显示工作区文件夹(&amp;S)</translation>
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
   <source>&amp;Weights …</source>
   <translation>权重(&amp;W)…</translation>
  </message>
  <message>
   <source>As the &amp;system</source>
   <translation>跟随系统(&amp;S)</translation>
  </message>
  <message>
   <source>Import &amp;folder …</source>
   <translation>导入文件夹(&amp;F)…</translation>
  </message>
  <message>
   <source>Import what was &amp;copied</source>
   <translation>导入已复制的内容(&amp;C)</translation>
  </message>
  <message>
   <source>None yet</source>
   <translation>还没有</translation>
  </message>
  <message>
   <source>Open &amp;workspace …</source>
   <translation>打开工作区(&amp;W)…</translation>
  </message>
  <message>
   <source>Pre&amp;view</source>
   <translation>预览(&amp;V)</translation>
  </message>
  <message>
   <source>Read &amp;again</source>
   <translation>重新读取(&amp;A)</translation>
  </message>
  <message>
   <source>S&amp;ort projects by</source>
   <translation>项目排序(&amp;O)</translation>
  </message>
  <message>
   <source>Save a &amp;report …</source>
   <translation>保存报告(&amp;R)…</translation>
  </message>
  <message>
   <source>T&amp;heme</source>
   <translation>主题(&amp;H)</translation>
  </message>
 </context>
 <context>
  <name>Metrics</name>
  <message>
   <source>Held-out quality, dB</source>
   <translation>留出质量，dB</translation>
  </message>
  <message>
   <source>Model losses</source>
   <translation>模型损失</translation>
  </message>
  <message>
   <source>SyncNet losses</source>
   <translation>SyncNet 损失</translation>
  </message>
  <message>
   <source>critic</source>
   <translation>判别器</translation>
  </message>
  <message>
   <source>detail</source>
   <translation>细节</translation>
  </message>
  <message>
   <source>fine detail as well</source>
   <translation>也计入细节</translation>
  </message>
  <message>
   <source>in step</source>
   <translation>同步</translation>
  </message>
  <message>
   <source>mean mouth</source>
   <translation>平均嘴形</translation>
  </message>
  <message>
   <source>mouth</source>
   <translation>嘴</translation>
  </message>
  <message>
   <source>mouth shape</source>
   <translation>嘴形</translation>
  </message>
  <message>
   <source>mouth, other sound</source>
   <translation>嘴，其他声音</translation>
  </message>
  <message>
   <source>movement</source>
   <translation>运动</translation>
  </message>
  <message>
   <source>picture</source>
   <translation>画面</translation>
  </message>
  <message>
   <source>realism</source>
   <translation>真实感</translation>
  </message>
  <message>
   <source>texture</source>
   <translation>纹理</translation>
  </message>
  <message>
   <source>train</source>
   <translation>训练</translation>
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
  <name>PictureMenu</name>
  <message>
   <source>Picture (*.png)</source>
   <translation>图片 (*.png)</translation>
  </message>
  <message>
   <source>Save a frame or a strip of frames</source>
   <translation>保存一帧或一条帧带</translation>
  </message>
  <message>
   <source>Save the picture</source>
   <translation>保存图片</translation>
  </message>
  <message>
   <source>Strip of frames (PNG)…</source>
   <translation>帧带 (PNG)…</translation>
  </message>
  <message>
   <source>This frame (PNG)…</source>
   <translation>这一帧 (PNG)…</translation>
  </message>
  <message>
   <source>export</source>
   <translation>导出</translation>
  </message>
  <message>
   <source>frame</source>
   <translation>帧</translation>
  </message>
  <message>
   <source>strip</source>
   <translation>帧带</translation>
  </message>
  <message>
   <source>{file} could not be written: {reason}.</source>
   <translation>无法写入 {file}：{reason}。</translation>
  </message>
  <message>
   <source>{file} was saved.</source>
   <translation>已保存 {file}。</translation>
  </message>
 </context>
 <context>
  <name>PrepareForm</name>
  <message>
   <source>&amp;Frames</source>
   <translation>帧(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Landmarks</source>
   <translation>关键点(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Sound</source>
   <translation>声音(&amp;S)</translation>
  </message>
  <message>
   <source>468 points · faster</source>
   <translation>468 点 · 更快</translation>
  </message>
  <message>
   <source>478 points · finer</source>
   <translation>478 点 · 更精细</translation>
  </message>
  <message>
   <source>Disk needed</source>
   <translation>所需磁盘空间</translation>
  </message>
  <message>
   <source>JPEG · a quarter of the disk</source>
   <translation>JPEG · 占四分之一空间</translation>
  </message>
  <message>
   <source>Move the sound into step</source>
   <translation>使声音同步</translation>
  </message>
  <message>
   <source>PFLD · as the research code</source>
   <translation>PFLD · 与研究代码相同</translation>
  </message>
  <message>
   <source>PNG · exact</source>
   <translation>PNG · 精确</translation>
  </message>
  <message>
   <source>Video</source>
   <translation>视频</translation>
  </message>
  <message>
   <source>Where sound and lips are apart by more than a frame, and that is certain</source>
   <translation>声音与嘴唇相差超过一帧且可以确定之处</translation>
  </message>
  <message>
   <source>not known</source>
   <translation>未知</translation>
  </message>
  <message>
   <source>{needed} of {free}</source>
   <translation>{free} 中的 {needed}</translation>
  </message>
 </context>
 <context>
  <name>PreparePage</name>
  <message>
   <source>Drop a video into the window to make a project of it.</source>
   <translation>把视频拖入窗口即可新建项目。</translation>
  </message>
  <message>
   <source>Face, sound and sharpness are looked at, so that no hours are lost.</source>
   <translation>先检查人脸、声音和清晰度，以免浪费数小时。</translation>
  </message>
  <message>
   <source>Go on preparing</source>
   <translation>继续准备</translation>
  </message>
  <message>
   <source>Locate the video</source>
   <translation>查找视频</translation>
  </message>
  <message>
   <source>Locate the video …</source>
   <translation>查找视频…</translation>
  </message>
  <message>
   <source>Looking at the video …</source>
   <translation>正在查看视频…</translation>
  </message>
  <message>
   <source>Prepare</source>
   <translation>准备</translation>
  </message>
  <message>
   <source>Prepare again</source>
   <translation>重新准备</translation>
  </message>
  <message>
   <source>Preparing</source>
   <translation>正在准备</translation>
  </message>
  <message>
   <source>Press Prepare at the top right. The video is cut into frames, the face is followed through them, and the sound is turned into what the model hears.</source>
   <translation>请按右上角的“准备”。视频会被切成帧，逐帧跟踪人脸，声音会转换成模型能听懂的形式。</translation>
  </message>
  <message>
   <source>Ready to prepare</source>
   <translation>可以准备</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>The video this project came from is not known</source>
   <translation>不知道此项目来自哪个视频</translation>
  </message>
  <message>
   <source>There is no video here</source>
   <translation>这里没有视频</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>时间轴</translation>
  </message>
  <message>
   <source>Train …</source>
   <translation>训练…</translation>
  </message>
  <message>
   <source>Videos ({patterns});;All files (*)</source>
   <translation>视频 ({patterns});;所有文件 (*)</translation>
  </message>
  <message>
   <source>What the check found</source>
   <translation>检查结果</translation>
  </message>
 </context>
 <context>
  <name>PreviewPage</name>
  <message>
   <source>Go to Prepare</source>
   <translation>转到“准备”</translation>
  </message>
  <message>
   <source>Held-out frames</source>
   <translation>留出帧</translation>
  </message>
  <message>
   <source>Nothing to look at yet</source>
   <translation>还没有可看的内容</translation>
  </message>
  <message>
   <source>Once the video is prepared you can step through its frames here, with landmarks and crop box; once a model is trained, its mouths stand beside the true ones.</source>
   <translation>视频准备好后，可以在这里逐帧查看关键点和裁剪框；模型训练后，生成的嘴会显示在真实的嘴旁边。</translation>
  </message>
  <message>
   <source>Render …</source>
   <translation>渲染…</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>显示</translation>
  </message>
  <message>
   <source>There are some once a model was trained</source>
   <translation>训练模型后才会有</translation>
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
   <source>Whole clip</source>
   <translation>整个片段</translation>
  </message>
  <message>
   <source>drawing epoch {n} · {share} %</source>
   <translation>正在绘制第 {n} 轮 · {share} %</translation>
  </message>
  <message>
   <source>drawing epoch {n} …</source>
   <translation>正在绘制第 {n} 轮…</translation>
  </message>
  <message>
   <source>epoch {n} waits in the queue</source>
   <translation>第 {n} 轮在队列中等待</translation>
  </message>
 </context>
 <context>
  <name>ProblemBanner</name>
  <message>
   <source>Begin when it is free</source>
   <translation>空闲时开始</translation>
  </message>
  <message>
   <source>Go on at a lower rate</source>
   <translation>以较低学习率继续</translation>
  </message>
  <message>
   <source>Go on on the processor</source>
   <translation>在处理器上继续</translation>
  </message>
  <message>
   <source>Install weights …</source>
   <translation>安装权重…</translation>
  </message>
  <message>
   <source>Locate the video …</source>
   <translation>查找视频…</translation>
  </message>
  <message>
   <source>Open log</source>
   <translation>打开日志</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
 </context>
 <context>
  <name>ProblemDialog</name>
  <message>
   <source>A crash, a power cut or somebody ending it can do that. Jobs were not affected: they run in processes of their own, and what goes on is shown in the list.</source>
   <translation>崩溃、断电或被强制结束都可能造成这种情况。任务不受影响：它们在各自的进程中运行，仍在进行的任务显示在列表中。</translation>
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
   <source>Jobs are not affected: they run in processes of their own. You can go on; if something looks wrong, start the program again.</source>
   <translation>任务不受影响：它们在各自的进程中运行。您可以继续；如果看起来不对，请重新启动程序。</translation>
  </message>
  <message>
   <source>Open log</source>
   <translation>打开日志</translation>
  </message>
  <message>
   <source>Save a report …</source>
   <translation>保存报告…</translation>
  </message>
  <message>
   <source>Something went wrong</source>
   <translation>出了问题</translation>
  </message>
  <message>
   <source>The last window, opened {when}, ended unexpectedly.</source>
   <translation>上次的窗口（打开于{when}）意外结束。</translation>
  </message>
  <message>
   <source>The window stumbled over a mistake.</source>
   <translation>窗口遇到了错误。</translation>
  </message>
  <message>
   <source>What happened is noted in {path}.</source>
   <translation>经过记录在 {path}。</translation>
  </message>
  <message>
   <source>What happened was written down. A report has it, with paths and names removed.</source>
   <translation>经过已被记录。报告会包含它，但去掉路径和名称。</translation>
  </message>
 </context>
 <context>
  <name>ProjectActions</name>
  <message>
   <source>A job is at work on “{name}”: stop it first</source>
   <translation>“{name}”有任务正在运行：请先停止它</translation>
  </message>
  <message>
   <source>A second project with the same prepared video and models, to try things on.</source>
   <translation>第二个项目，带有相同的已准备视频和模型，可用来尝试。</translation>
  </message>
  <message>
   <source>Deleted for good: {n}.</source>
   <translation>已永久删除：{n} 个。</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>复制项目</translation>
  </message>
  <message>
   <source>Duplicate “{name}”</source>
   <translation>复制项目“{name}”</translation>
  </message>
  <message>
   <source>Put {n} projects away</source>
   <translation>移走 {n} 个项目</translation>
  </message>
  <message>
   <source>Put “{name}” away</source>
   <translation>移走“{name}”</translation>
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
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>What is “{name}” to be called?</source>
   <translation>“{name}”要改成什么名称？</translation>
  </message>
  <message>
   <source>{n} projects are back.</source>
   <translation>已恢复 {n} 个项目。</translation>
  </message>
  <message>
   <source>{n} projects are in the bin.</source>
   <translation>{n} 个项目在回收站中。</translation>
  </message>
  <message>
   <source>“{name}” is back.</source>
   <translation>“{name}”已恢复。</translation>
  </message>
  <message>
   <source>“{name}” is being imported</source>
   <translation>正在导入“{name}”</translation>
  </message>
  <message>
   <source>“{name}” is called “{new}” now.</source>
   <translation>“{name}”现在叫“{new}”。</translation>
  </message>
  <message>
   <source>“{name}” is in the bin.</source>
   <translation>“{name}”在回收站中。</translation>
  </message>
  <message>
   <source>“{name}” waits in the queue: take it out first</source>
   <translation>“{name}”在队列中等待：请先移出</translation>
  </message>
  <message>
   <source>“{name}” was made.</source>
   <translation>已建立“{name}”。</translation>
  </message>
 </context>
 <context>
  <name>ProjectMenu</name>
  <message>
   <source>&amp;Duplicate …</source>
   <translation>复制项目(&amp;D)…</translation>
  </message>
  <message>
   <source>&amp;Prepare</source>
   <translation>准备(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Project</source>
   <translation>项目(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Rename …</source>
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
   <source>Open &amp;folder</source>
   <translation>打开文件夹(&amp;F)</translation>
  </message>
  <message>
   <source>Prepare &amp;and train</source>
   <translation>准备并训练(&amp;A)</translation>
  </message>
  <message>
   <source>Put into the &amp;bin</source>
   <translation>放入回收站(&amp;B)</translation>
  </message>
  <message>
   <source>Read a&amp;gain</source>
   <translation>重新读取(&amp;G)</translation>
  </message>
 </context>
 <context>
  <name>ProjectStage</name>
  <message>
   <source>cannot be used as it is</source>
   <translation>目前无法使用</translation>
  </message>
  <message>
   <source>could not be prepared</source>
   <translation>准备失败</translation>
  </message>
  <message>
   <source>could not be rendered</source>
   <translation>渲染失败</translation>
  </message>
  <message>
   <source>evaluating</source>
   <translation>正在评估</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>失败</translation>
  </message>
  <message>
   <source>interrupted · resumable</source>
   <translation>已中断 · 可继续</translation>
  </message>
  <message>
   <source>making the demo</source>
   <translation>正在制作演示</translation>
  </message>
  <message>
   <source>needs a look</source>
   <translation>需要查看</translation>
  </message>
  <message>
   <source>not prepared yet</source>
   <translation>尚未准备</translation>
  </message>
  <message>
   <source>nothing here yet</source>
   <translation>这里还没有内容</translation>
  </message>
  <message>
   <source>preparing</source>
   <translation>正在准备</translation>
  </message>
  <message>
   <source>preparing and training</source>
   <translation>正在准备并训练</translation>
  </message>
  <message>
   <source>ready to train</source>
   <translation>可以训练</translation>
  </message>
  <message>
   <source>rendering</source>
   <translation>正在渲染</translation>
  </message>
  <message>
   <source>trained · epoch {n}</source>
   <translation>已训练 · 第 {n} 轮</translation>
  </message>
  <message>
   <source>training</source>
   <translation>正在训练</translation>
  </message>
  <message>
   <source>training failed</source>
   <translation>训练失败</translation>
  </message>
  <message>
   <source>trying</source>
   <translation>正在试验</translation>
  </message>
  <message>
   <source>working</source>
   <translation>工作中</translation>
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
   <source>{doing} · {n} %</source>
   <translation>{doing} · {n} %</translation>
  </message>
  <message>
   <source>{doing} …</source>
   <translation>{doing}…</translation>
  </message>
 </context>
 <context>
  <name>ProjectsModel</name>
  <message>
   <source>Last changed {when}</source>
   <translation>最近更改：{when}</translation>
  </message>
  <message>
   <source>one finding about its video</source>
   <translation>视频有一项提示</translation>
  </message>
  <message>
   <source>{n} findings about its video</source>
   <translation>视频有 {n} 项提示</translation>
  </message>
 </context>
 <context>
  <name>QueueDialog</name>
  <message>
   <source>At work</source>
   <translation>进行中</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>Begin jobs again</source>
   <translation>重新开始任务</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Do not show it any more</source>
   <translation>不再显示</translation>
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
   <source>Hold the queue</source>
   <translation>暂停队列</translation>
  </message>
  <message>
   <source>Later</source>
   <translation>推后</translation>
  </message>
  <message>
   <source>Nothing runs and nothing waits</source>
   <translation>没有运行或等待的任务</translation>
  </message>
  <message>
   <source>Open log</source>
   <translation>打开日志</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>队列</translation>
  </message>
  <message>
   <source>Select several projects in the list and choose Prepare and train in the menu Project: they are done one after another, or one on each device.</source>
   <translation>在列表中选择多个项目，然后在“项目”菜单中选择“准备并训练”：它们会依次完成，或每个设备各做一个。</translation>
  </message>
  <message>
   <source>Take out of the queue</source>
   <translation>移出队列</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Waiting (held)</source>
   <translation>等待中（已暂停）</translation>
  </message>
  <message>
   <source>Waiting, in this order</source>
   <translation>等待中，按此顺序</translation>
  </message>
  <message>
   <source>What runs goes on; nothing new begins</source>
   <translation>正在运行的继续；不再开始新的</translation>
  </message>
  <message>
   <source>goes on</source>
   <translation>继续</translation>
  </message>
 </context>
 <context>
  <name>Recorder</name>
  <message>
   <source>Nothing was heard; is the microphone allowed and on?</source>
   <translation>没有听到声音；麦克风是否已允许并打开？</translation>
  </message>
  <message>
   <source>The microphone cannot be opened; is it allowed?</source>
   <translation>无法打开麦克风；是否已允许使用？</translation>
  </message>
  <message>
   <source>{folder} cannot be written to: {reason}.</source>
   <translation>无法写入 {folder}：{reason}。</translation>
  </message>
 </context>
 <context>
  <name>RefusalsDialog</name>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Import as a new project</source>
   <translation>导入为新项目</translation>
  </message>
  <message>
   <source>It can become a project of its own.</source>
   <translation>可以成为单独的项目。</translation>
  </message>
  <message>
   <source>Not imported</source>
   <translation>未导入</translation>
  </message>
  <message>
   <source>The engine ended without a word; try again.</source>
   <translation>引擎没有任何提示就结束了；请重试。</translation>
  </message>
  <message>
   <source>{path} could not be imported.</source>
   <translation>无法导入 {path}。</translation>
  </message>
 </context>
 <context>
  <name>RenderPage</name>
  <message>
   <source>&amp;Checkpoint</source>
   <translation>检查点(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;From frame</source>
   <translation>起始帧(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Name of the video</source>
   <translation>视频名称(&amp;N)</translation>
  </message>
  <message>
   <source>A job is at work on this project or waits</source>
   <translation>此项目有任务正在运行或等待</translation>
  </message>
  <message>
   <source>A model is trained first; then any speech can be given to it.</source>
   <translation>先训练模型，之后就可以让它说任何话。</translation>
  </message>
  <message>
   <source>Choose speech at the left, then press Render. The head keeps the movements of the video; only the mouth is made anew.</source>
   <translation>在左侧选择语音，然后按“渲染”。头部保持视频中的动作，只有嘴部重新生成。</translation>
  </message>
  <message>
   <source>Choose speech first</source>
   <translation>请先选择语音</translation>
  </message>
  <message>
   <source>First frame of the video that is used</source>
   <translation>所使用视频的第一帧</translation>
  </message>
  <message>
   <source>Go to Train</source>
   <translation>转到“训练”</translation>
  </message>
  <message>
   <source>New speech</source>
   <translation>新语音</translation>
  </message>
  <message>
   <source>No model yet</source>
   <translation>还没有模型</translation>
  </message>
  <message>
   <source>Nothing rendered yet</source>
   <translation>还没有渲染</translation>
  </message>
  <message>
   <source>Progress of the render</source>
   <translation>渲染进度</translation>
  </message>
  <message>
   <source>Render</source>
   <translation>渲染</translation>
  </message>
  <message>
   <source>Render only people who agreed to it, and say of the video that it is made.</source>
   <translation>只渲染同意的人，并说明视频是生成的。</translation>
  </message>
  <message>
   <source>Rendering</source>
   <translation>正在渲染</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>The head's movements are taken from the video, from this frame on</source>
   <translation>头部动作取自视频，从这一帧开始</translation>
  </message>
  <message>
   <source>The newest picture of the video</source>
   <translation>视频的最新画面</translation>
  </message>
  <message>
   <source>Train a model first</source>
   <translation>请先训练模型</translation>
  </message>
  <message>
   <source>epoch {n}</source>
   <translation>第 {n} 轮</translation>
  </message>
  <message>
   <source>named after the speech</source>
   <translation>以语音命名</translation>
  </message>
  <message>
   <source>the best one</source>
   <translation>最佳的</translation>
  </message>
 </context>
 <context>
  <name>ResultView</name>
  <message>
   <source>No pictures of it</source>
   <translation>没有它的画面</translation>
  </message>
  <message>
   <source>Open in the system's player</source>
   <translation>用系统播放器打开</translation>
  </message>
  <message>
   <source>Pictures from the rendered video</source>
   <translation>渲染视频中的画面</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>播放</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>在文件夹中显示</translation>
  </message>
  <message>
   <source>made in {duration}</source>
   <translation>用时 {duration}</translation>
  </message>
  <message>
   <source>{n} frames</source>
   <translation>{n} 帧</translation>
  </message>
 </context>
 <context>
  <name>RunChart</name>
  <message>
   <source>Losses</source>
   <translation>损失</translation>
  </message>
  <message>
   <source>held out</source>
   <translation>留出</translation>
  </message>
  <message>
   <source>held out {n}</source>
   <translation>留出 {n}</translation>
  </message>
 </context>
 <context>
  <name>RunFigures</name>
  <message>
   <source>How near the generated mouth comes to the true one, on time it never saw</source>
   <translation>在从未见过的时段上，生成的嘴与真实的嘴有多接近</translation>
  </message>
  <message>
   <source>How well the SyncNet tells matching from shifted sound; 0.5 is guessing</source>
   <translation>SyncNet 区分匹配与错位声音的能力；0.5 等于猜测</translation>
  </message>
  <message>
   <source>Paused; nothing is computed.</source>
   <translation>已暂停；没有进行计算。</translation>
  </message>
  <message>
   <source>Saving, then stopping …</source>
   <translation>正在保存，然后停止…</translation>
  </message>
  <message>
   <source>SyncNet AUC</source>
   <translation>SyncNet AUC</translation>
  </message>
  <message>
   <source>What is gained over showing the average mouth all the time</source>
   <translation>比一直显示平均嘴形好多少</translation>
  </message>
  <message>
   <source>What is lost when the model hears other speech; nothing lost: it is deaf</source>
   <translation>模型听到其他语音时损失多少；没有损失说明它听不见</translation>
  </message>
  <message>
   <source>after {duration}, at {time}</source>
   <translation>{duration}后，{time}</translation>
  </message>
  <message>
   <source>best checkpoint</source>
   <translation>最佳检查点</translation>
  </message>
  <message>
   <source>epoch {n}</source>
   <translation>第 {n} 轮</translation>
  </message>
  <message>
   <source>images/s</source>
   <translation>图像/秒</translation>
  </message>
  <message>
   <source>memory</source>
   <translation>内存</translation>
  </message>
  <message>
   <source>mouth, held out</source>
   <translation>嘴，留出</translation>
  </message>
  <message>
   <source>over the mean mouth</source>
   <translation>优于平均嘴形</translation>
  </message>
  <message>
   <source>step</source>
   <translation>步</translation>
  </message>
  <message>
   <source>uses the sound</source>
   <translation>利用声音</translation>
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
   <translation>{stage}，剩余 {duration}，约到 {time}</translation>
  </message>
 </context>
 <context>
  <name>Runs</name>
  <message>
   <source>A power cut, a crash or too little memory can do that. What was saved is kept.</source>
   <translation>断电、崩溃或内存不足都可能造成这种情况。已保存的内容仍在。</translation>
  </message>
  <message>
   <source>Install the program again.</source>
   <translation>请重新安装程序。</translation>
  </message>
  <message>
   <source>It failed without saying why.</source>
   <translation>失败了，但没有说明原因。</translation>
  </message>
  <message>
   <source>It was interrupted: the engine ended without a word.</source>
   <translation>已中断：引擎没有任何提示就结束了。</translation>
  </message>
  <message>
   <source>Open the run's log for the details.</source>
   <translation>详情请打开该次运行的日志。</translation>
  </message>
  <message>
   <source>Starting …</source>
   <translation>正在开始…</translation>
  </message>
  <message>
   <source>The demo is ready.</source>
   <translation>演示已完成。</translation>
  </message>
  <message>
   <source>The engine could not be started: {reason}.</source>
   <translation>无法启动引擎：{reason}。</translation>
  </message>
  <message>
   <source>The frames of “{name}” are drawn.</source>
   <translation>“{name}”的帧已绘制。</translation>
  </message>
  <message>
   <source>The trial of “{name}” is over.</source>
   <translation>“{name}”的试验已结束。</translation>
  </message>
  <message>
   <source>The video of “{name}” is ready.</source>
   <translation>“{name}”的视频已完成。</translation>
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
   <translation>正在开始</translation>
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
   <source>{n} %</source>
   <translation>{n} %</translation>
  </message>
  <message>
   <source>“{name}” is evaluated.</source>
   <translation>“{name}”已评估。</translation>
  </message>
  <message>
   <source>“{name}” is finished.</source>
   <translation>“{name}”已完成。</translation>
  </message>
  <message>
   <source>“{name}” is prepared and trained.</source>
   <translation>“{name}”已准备并训练。</translation>
  </message>
  <message>
   <source>“{name}” is prepared.</source>
   <translation>“{name}”已准备。</translation>
  </message>
  <message>
   <source>“{name}” is trained.</source>
   <translation>“{name}”已训练。</translation>
  </message>
  <message>
   <source>“{name}” was stopped; its state is saved.</source>
   <translation>“{name}”已停止；状态已保存。</translation>
  </message>
 </context>
 <context>
  <name>SampleGrid</name>
  <message>
   <source>Held-out samples, target above generated</source>
   <translation>留出样本，上为目标，下为生成</translation>
  </message>
  <message>
   <source>Samples appear here at the first evaluation.</source>
   <translation>第一次评估时，样本会显示在这里。</translation>
  </message>
  <message>
   <source>difference
× 4</source>
   <translation>差异
× 4</translation>
  </message>
  <message>
   <source>generated</source>
   <translation>生成</translation>
  </message>
  <message>
   <source>target</source>
   <translation>目标</translation>
  </message>
 </context>
 <context>
  <name>SampleStrip</name>
  <message>
   <source>How generated and target differ, four times</source>
   <translation>生成与目标的差异，放大四倍</translation>
  </message>
  <message>
   <source>Training step of the samples</source>
   <translation>样本的训练步</translation>
  </message>
  <message>
   <source>checkpoint</source>
   <translation>检查点</translation>
  </message>
  <message>
   <source>difference</source>
   <translation>差异</translation>
  </message>
  <message>
   <source>epoch {n} of {count}</source>
   <translation>第 {n} 轮，共 {count} 轮</translation>
  </message>
  <message>
   <source>step {n}</source>
   <translation>第 {n} 步</translation>
  </message>
  <message>
   <source>{what} · best</source>
   <translation>{what} · 最佳</translation>
  </message>
 </context>
 <context>
  <name>Session</name>
  <message>
   <source>coming in …</source>
   <translation>正在导入…</translation>
  </message>
  <message>
   <source>waiting in the queue</source>
   <translation>在队列中等待</translation>
  </message>
 </context>
 <context>
  <name>SettingsDialog</name>
  <message>
   <source>&amp;Device of new projects</source>
   <translation>新项目的设备(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Keep the machine awake while a job runs</source>
   <translation>任务运行时保持电脑唤醒(&amp;K)</translation>
  </message>
  <message>
   <source>&amp;Language</source>
   <translation>语言(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Tell me when a job has ended and I am elsewhere</source>
   <translation>任务结束而我不在窗口时通知我(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;Theme</source>
   <translation>主题(&amp;T)</translation>
  </message>
  <message>
   <source>As the system</source>
   <translation>跟随系统</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>Choose …</source>
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
   <source>Each project can be computed elsewhere: choose at the top</source>
   <translation>每个项目可用不同设备计算：在顶部选择</translation>
  </message>
  <message>
   <source>Everything is computed on this machine, and nothing leaves it. The program looks for no updates and counts nothing; weights are fetched only when you say so. The command line sees the same workspace.</source>
   <translation>一切都在本机计算，不会外传。程序不检查更新，也不做统计；只有在您要求时才下载权重。命令行看到的是同一个工作区。</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>浅色</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>设置</translation>
  </message>
  <message>
   <source>This system offers no way to do that; set its own energy options.</source>
   <translation>此系统没有相应功能；请设置系统自身的电源选项。</translation>
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
  <name>Sound</name>
  <message>
   <source>The system lacks what sound needs; on Debian and Ubuntu that is libpulse0.</source>
   <translation>系统缺少声音所需的组件；在 Debian 和 Ubuntu 上是 libpulse0。</translation>
  </message>
  <message>
   <source>There is no loudspeaker or headphone here.</source>
   <translation>这里没有扬声器或耳机。</translation>
  </message>
  <message>
   <source>There is no microphone here.</source>
   <translation>这里没有麦克风。</translation>
  </message>
 </context>
 <context>
  <name>SpeechBox</name>
  <message>
   <source>A sound file, or a video whose sound is used.</source>
   <translation>声音文件，或使用其声音的视频。</translation>
  </message>
  <message>
   <source>Choose speech</source>
   <translation>选择语音</translation>
  </message>
  <message>
   <source>Choose …</source>
   <translation>选择…</translation>
  </message>
  <message>
   <source>Drop speech here</source>
   <translation>把语音拖到这里</translation>
  </message>
  <message>
   <source>Loudness of the recording</source>
   <translation>录音音量</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>录音</translation>
  </message>
  <message>
   <source>Recording …</source>
   <translation>正在录音…</translation>
  </message>
  <message>
   <source>Sound and video ({patterns});;All files (*)</source>
   <translation>声音和视频 ({patterns});;所有文件 (*)</translation>
  </message>
  <message>
   <source>Stop recording</source>
   <translation>停止录音</translation>
  </message>
 </context>
 <context>
  <name>StageProgress</name>
  <message>
   <source>Paused</source>
   <translation>已暂停</translation>
  </message>
  <message>
   <source>Starting …</source>
   <translation>正在开始…</translation>
  </message>
  <message>
   <source>Stopping …</source>
   <translation>正在停止…</translation>
  </message>
 </context>
 <context>
  <name>Stages</name>
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
   <source>Frames</source>
   <translation>帧</translation>
  </message>
  <message>
   <source>Judge</source>
   <translation>评判网络</translation>
  </message>
  <message>
   <source>Landmarks</source>
   <translation>关键点</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>模型</translation>
  </message>
  <message>
   <source>Preparation</source>
   <translation>准备</translation>
  </message>
  <message>
   <source>Rendering</source>
   <translation>正在渲染</translation>
  </message>
  <message>
   <source>Sample clip</source>
   <translation>示例片段</translation>
  </message>
  <message>
   <source>Sound</source>
   <translation>声音</translation>
  </message>
  <message>
   <source>Sound features</source>
   <translation>声音特征</translation>
  </message>
  <message>
   <source>SyncNet</source>
   <translation>SyncNet</translation>
  </message>
  <message>
   <source>Trial</source>
   <translation>试验</translation>
  </message>
  <message>
   <source>Working</source>
   <translation>处理</translation>
  </message>
 </context>
 <context>
  <name>StepBar</name>
  <message>
   <source>Prepare</source>
   <translation>准备</translation>
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
  <name>Texts</name>
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
   <translation>{h} 小时 {m} 分</translation>
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
 </context>
 <context>
  <name>Timeline</name>
  <message>
   <source>The timeline appears once the video is prepared.</source>
   <translation>视频准备好后会显示时间轴。</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>时间轴</translation>
  </message>
  <message>
   <source>another light, or another scene begins</source>
   <translation>光线不同，或另一场景开始</translation>
  </message>
  <message>
   <source>as in most of the clip</source>
   <translation>与片段大部分相同</translation>
  </message>
  <message>
   <source>blurred</source>
   <translation>模糊</translation>
  </message>
  <message>
   <source>excluded by you</source>
   <translation>由您排除</translation>
  </message>
  <message>
   <source>face</source>
   <translation>人脸</translation>
  </message>
  <message>
   <source>found</source>
   <translation>已找到</translation>
  </message>
  <message>
   <source>frame {n}</source>
   <translation>第 {n} 帧</translation>
  </message>
  <message>
   <source>free</source>
   <translation>空闲</translation>
  </message>
  <message>
   <source>held out</source>
   <translation>留出</translation>
  </message>
  <message>
   <source>in step</source>
   <translation>同步</translation>
  </message>
  <message>
   <source>light</source>
   <translation>光线</translation>
  </message>
  <message>
   <source>mouth</source>
   <translation>嘴</translation>
  </message>
  <message>
   <source>no face</source>
   <translation>没有人脸</translation>
  </message>
  <message>
   <source>no face; left out of training</source>
   <translation>没有人脸；不参与训练</translation>
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
   <source>something is before it</source>
   <translation>前面有东西</translation>
  </message>
  <message>
   <source>sound</source>
   <translation>声音</translation>
  </message>
  <message>
   <source>sound and picture are in step</source>
   <translation>声音与画面同步</translation>
  </message>
  <message>
   <source>speech</source>
   <translation>语音</translation>
  </message>
  <message>
   <source>the sound is {ms} ms off</source>
   <translation>声音偏差 {ms} 毫秒</translation>
  </message>
  <message>
   <source>the sound was moved by {ms} ms</source>
   <translation>声音已移动 {ms} 毫秒</translation>
  </message>
  <message>
   <source>towards the camera</source>
   <translation>朝向镜头</translation>
  </message>
  <message>
   <source>turn</source>
   <translation>转向</translation>
  </message>
  <message>
   <source>turned away</source>
   <translation>转开</translation>
  </message>
  <message>
   <source>turned far away</source>
   <translation>转开很多</translation>
  </message>
  <message>
   <source>{lane}: nothing wrong</source>
   <translation>{lane}：没有问题</translation>
  </message>
  <message>
   <source>{lane}: wrong in one place</source>
   <translation>{lane}：一处有问题</translation>
  </message>
  <message>
   <source>{lane}: wrong in {n} places</source>
   <translation>{lane}：{n} 处有问题</translation>
  </message>
  <message>
   <source>{n} frames excluded by you</source>
   <translation>您排除了 {n} 帧</translation>
  </message>
  <message>
   <source>{value} dB</source>
   <translation>{value} dB</translation>
  </message>
  <message>
   <source>{value}, usual is {usual}</source>
   <translation>{value}，通常为 {usual}</translation>
  </message>
  <message>
   <source>{yaw}° aside, {pitch}° down</source>
   <translation>侧转 {yaw}°，俯 {pitch}°</translation>
  </message>
 </context>
 <context>
  <name>TrainForm</name>
  <message>
   <source>&amp;Batch</source>
   <translation>批次(&amp;B)</translation>
  </message>
  <message>
   <source>&amp;Length</source>
   <translation>时长(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Network</source>
   <translation>网络(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Sound</source>
   <translation>声音(&amp;S)</translation>
  </message>
  <message>
   <source>160 · research, small</source>
   <translation>160 · 研究版，小</translation>
  </message>
  <message>
   <source>328 · research</source>
   <translation>328 · 研究版</translation>
  </message>
  <message>
   <source>As prepared</source>
   <translation>与准备时相同</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>Automatic: the best one the device trains in good time</source>
   <translation>自动：设备在合理时间内能训练的最佳网络</translation>
  </message>
  <message>
   <source>Continue from the last state</source>
   <translation>从最后的状态继续</translation>
  </message>
  <message>
   <source>It judges whether lips and sound are in step, and teaches the model that</source>
   <translation>它判断嘴唇与声音是否同步，并以此教导模型</translation>
  </message>
  <message>
   <source>Train a SyncNet first</source>
   <translation>先训练 SyncNet</translation>
  </message>
  <message>
   <source>Unit of the length</source>
   <translation>时长单位</translation>
  </message>
  <message>
   <source>epochs</source>
   <translation>轮</translation>
  </message>
  <message>
   <source>lite-160 · quick</source>
   <translation>lite-160 · 快</translation>
  </message>
  <message>
   <source>lite-320 · finer</source>
   <translation>lite-320 · 更精细</translation>
  </message>
  <message>
   <source>minutes</source>
   <translation>分钟</translation>
  </message>
 </context>
 <context>
  <name>TrainPage</name>
  <message>
   <source>A job is at work on this project or waits</source>
   <translation>此项目有任务正在运行或等待</translation>
  </message>
  <message>
   <source>Draw held-out samples now</source>
   <translation>立即绘制留出样本</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>继续</translation>
  </message>
  <message>
   <source>Go to Prepare</source>
   <translation>转到“准备”</translation>
  </message>
  <message>
   <source>Goes on from the last saved state</source>
   <translation>从最后保存的状态继续</translation>
  </message>
  <message>
   <source>Held-out samples</source>
   <translation>留出样本</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>日志</translation>
  </message>
  <message>
   <source>New training …</source>
   <translation>新的训练…</translation>
  </message>
  <message>
   <source>Not prepared yet</source>
   <translation>尚未准备</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>暂停</translation>
  </message>
  <message>
   <source>Prepare the video first</source>
   <translation>请先准备视频</translation>
  </message>
  <message>
   <source>Press Train at the top right. The losses, figures on speech the model never heard, and sample pictures appear here while it learns.</source>
   <translation>请按右上角的“训练”。学习过程中，损失、从未听过的语音上的指标以及样本图片会显示在这里。</translation>
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
   <source>Save now</source>
   <translation>立即保存</translation>
  </message>
  <message>
   <source>Saved. The training can go on from here at any time.</source>
   <translation>已保存。训练可随时从这里继续。</translation>
  </message>
  <message>
   <source>Stop and save</source>
   <translation>停止并保存</translation>
  </message>
  <message>
   <source>The first losses appear here after some steps.</source>
   <translation>几步之后，最初的损失会显示在这里。</translation>
  </message>
  <message>
   <source>The training is getting ready</source>
   <translation>训练正在就绪</translation>
  </message>
  <message>
   <source>The video is first cut into frames, and face and sound are followed in it.</source>
   <translation>先把视频切成帧，并跟踪其中的人脸和声音。</translation>
  </message>
  <message>
   <source>This run</source>
   <translation>此次运行</translation>
  </message>
  <message>
   <source>Train</source>
   <translation>训练</translation>
  </message>
  <message>
   <source>Train again …</source>
   <translation>重新训练…</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>训练</translation>
  </message>
  <message>
   <source>sample now</source>
   <translation>立即取样</translation>
  </message>
  <message>
   <source>{file} was saved.</source>
   <translation>已保存 {file}。</translation>
  </message>
 </context>
 <context>
  <name>Transport</name>
  <message>
   <source>Begin again at the end</source>
   <translation>结束后从头播放</translation>
  </message>
  <message>
   <source>First frame (Home)</source>
   <translation>第一帧 (Home)</translation>
  </message>
  <message>
   <source>Last frame (End)</source>
   <translation>最后一帧 (End)</translation>
  </message>
  <message>
   <source>Next frame (Right)</source>
   <translation>下一帧 (右)</translation>
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
   <translation>上一帧 (左)</translation>
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
  <message>
   <source>loop</source>
   <translation>循环</translation>
  </message>
 </context>
 <context>
  <name>TrialView</name>
  <message>
   <source>A batch of {n} suits this device best.</source>
   <translation>批次大小 {n} 最适合此设备。</translation>
  </message>
  <message>
   <source>A smaller batch needs less.</source>
   <translation>较小的批次需要更少。</translation>
  </message>
  <message>
   <source>Free some space, or train a smaller network.</source>
   <translation>请腾出空间，或训练较小的网络。</translation>
  </message>
  <message>
   <source>It needs nearly all the memory that is free.</source>
   <translation>它几乎需要全部空闲内存。</translation>
  </message>
  <message>
   <source>Some steps that are thrown away: how fast, how much memory, how long</source>
   <translation>试跑几步后丢弃：看速度、内存和时长</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>The trial is at work</source>
   <translation>试验正在进行</translation>
  </message>
  <message>
   <source>There is too little disk for this training.</source>
   <translation>磁盘空间不足以进行此训练。</translation>
  </message>
  <message>
   <source>Tried {when}: {preset}, a batch of {n}</source>
   <translation>试验于{when}：{preset}，批次大小 {n}</translation>
  </message>
  <message>
   <source>Try first</source>
   <translation>先试一下</translation>
  </message>
  <message>
   <source>Use a batch of {n}</source>
   <translation>使用批次大小 {n}</translation>
  </message>
  <message>
   <source>Use it</source>
   <translation>使用</translation>
  </message>
  <message>
   <source>disk</source>
   <translation>磁盘</translation>
  </message>
  <message>
   <source>images/s</source>
   <translation>图像/秒</translation>
  </message>
  <message>
   <source>memory</source>
   <translation>内存</translation>
  </message>
  <message>
   <source>time in all</source>
   <translation>总时长</translation>
  </message>
 </context>
 <context>
  <name>VideoPlayer</name>
  <message>
   <source>Opening the video …</source>
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
   <source>Play with sound (M)</source>
   <translation>带声音播放 (M)</translation>
  </message>
  <message>
   <source>Position</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>Rendered video</source>
   <translation>渲染的视频</translation>
  </message>
  <message>
   <source>sound</source>
   <translation>声音</translation>
  </message>
  <message>
   <source>{file} cannot be played here: {reason}.</source>
   <translation>无法在此播放 {file}：{reason}。</translation>
  </message>
 </context>
 <context>
  <name>WeightsDialog</name>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Checking {file} …</source>
   <translation>正在检查 {file}…</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Downloading and checking {asset} …</source>
   <translation>正在下载并检查 {asset}…</translation>
  </message>
  <message>
   <source>Face tracking and sound features need trained weights. They are downloaded from where they are published, checked, and kept for all workspaces. Nothing is downloaded without your word.</source>
   <translation>人脸跟踪和声音特征需要训练好的权重。它们从发布处下载、经过校验，并供所有工作区使用。未经您同意不会下载任何内容。</translation>
  </message>
  <message>
   <source>Given up; nothing was changed.</source>
   <translation>已放弃；没有任何更改。</translation>
  </message>
  <message>
   <source>Import a file …</source>
   <translation>导入文件…</translation>
  </message>
  <message>
   <source>Import file …</source>
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
   <source>Install what is needed</source>
   <translation>安装所需权重</translation>
  </message>
  <message>
   <source>Install what is needed ({size})</source>
   <translation>安装所需权重（{size}）</translation>
  </message>
  <message>
   <source>Install {name}</source>
   <translation>安装 {name}</translation>
  </message>
  <message>
   <source>Installed.</source>
   <translation>已安装。</translation>
  </message>
  <message>
   <source>It could not be installed.</source>
   <translation>无法安装。</translation>
  </message>
  <message>
   <source>Looking at what is there …</source>
   <translation>正在查看已有内容…</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>进度</translation>
  </message>
  <message>
   <source>The list of weights could not be had.</source>
   <translation>无法取得权重列表。</translation>
  </message>
  <message>
   <source>Weights</source>
   <translation>权重</translation>
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
   <source>{name}: missing for what you were doing</source>
   <translation>{name}：您正在进行的操作缺少它</translation>
  </message>
  <message>
   <source>{name}: missing, and needed to prepare videos</source>
   <translation>{name}：缺少，准备视频时需要</translation>
  </message>
  <message>
   <source>{name}: optional, not installed</source>
   <translation>{name}：可选，未安装</translation>
  </message>
 </context>
 <context>
  <name>Welcome</name>
  <message>
   <source>Drop a video of one person talking to the camera into this window. Three minutes or more, with one face, even light and clear sound, give good results; half a minute is enough to try it. Prepared videos, trained models and whole folders of the research code can be dropped here too.</source>
   <translation>把一个人对着镜头说话的视频拖入此窗口。三分钟以上、只有一张脸、光线均匀、声音清晰，效果会很好；半分钟就足以试用。已准备的视频、已训练的模型以及研究代码的整个文件夹也可以拖到这里。</translation>
  </message>
  <message>
   <source>Import folder …</source>
   <translation>导入文件夹…</translation>
  </message>
  <message>
   <source>Import videos …</source>
   <translation>导入视频…</translation>
  </message>
  <message>
   <source>Make a talking model of a person</source>
   <translation>制作会说话的人物模型</translation>
  </message>
  <message>
   <source>Makes a synthetic clip, trains on it for some minutes and renders</source>
   <translation>生成合成片段，在其上训练几分钟并渲染</translation>
  </message>
  <message>
   <source>Try the sample clip</source>
   <translation>试用示例片段</translation>
  </message>
  <message>
   <source>Videos, prepared videos, models, or projects of the research code</source>
   <translation>视频、已准备的视频、模型或研究代码的项目</translation>
  </message>
 </context>
 <context>
  <name>_DropZone</name>
  <message>
   <source>Drop videos here</source>
   <translation>把视频拖到这里</translation>
  </message>
  <message>
   <source>Import videos</source>
   <translation>导入视频</translation>
  </message>
  <message>
   <source>Let go to import</source>
   <translation>松开即可导入</translation>
  </message>
  <message>
   <source>or press {keys}</source>
   <translation>或按 {keys}</translation>
  </message>
 </context>
 <context>
  <name>_LiveRow</name>
  <message>
   <source>Go on</source>
   <translation>继续</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>暂停</translation>
  </message>
  <message>
   <source>Saves its state first</source>
   <translation>会先保存状态</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
 </context>
 <context>
  <name>_ProjectList</name>
  <message>
   <source>No project has this in its name.</source>
   <translation>没有名称包含此内容的项目。</translation>
  </message>
  <message>
   <source>Your projects will be listed here.</source>
   <translation>您的项目会列在这里。</translation>
  </message>
 </context>
</TS>
