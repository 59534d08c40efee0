// In the live page: collects when frames are shown and beeps are played, in ms of performance.now().
(async () => {
  const video = document.getElementById("video");
  const frames = [], beeps = [], began = await report();
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  function onFrame(now, frame) {
    canvas.drawImage(video, 0, 0, 1, 1);
    const isWhite = canvas.getImageData(0, 0, 1, 1).data[1] > 200;
    frames.push([frame.expectedDisplayTime, frame.rtpTimestamp, Number(isWhite)]);
    video.requestVideoFrameCallback(onFrame);
  }
  video.requestVideoFrameCallback(onFrame);
  const worklet = `registerProcessor("beeps", class extends AudioWorkletProcessor {
    constructor() { super(); this.quiet = 0; }
    process([input]) {
      const samples = input[0] || [];
      for (let at = 0; at < samples.length; ++at) {
        if (Math.abs(samples[at]) > .05) {
          if (this.quiet > 12000) this.port.postMessage(currentTime + at / sampleRate);
          this.quiet = 0;
        } else ++this.quiet;
      }
      return true;
    }
  })`;
  const context = new AudioContext({sampleRate: 48000, latencyHint: 0});
  await context.audioWorklet.addModule(URL.createObjectURL(new Blob([worklet], {type: "text/javascript"})));
  const heard = context.createMediaStreamSource(video.srcObject);
  const node = new AudioWorkletNode(context, "beeps");
  heard.connect(node);
  const offset = () => performance.now() - 1000 * context.currentTime;
  let offsets = [];
  setInterval(() => offsets.push(offset()), 50);
  node.port.onmessage = event => beeps.push(event.data * 1000);
  async function report() {
    const found = {};
    for (const one of (await peer.getStats()).values())
      if (one.type === "inbound-rtp") found[one.kind] = one;
    return found;
  }
  window.measured = async () => {
    const now = await report(), stats = {};
    for (const kind of ["audio", "video"]) {
      const mean = name => 1000 * (now[kind][name] - began[kind][name]) /
        (now[kind].jitterBufferEmittedCount - began[kind].jitterBufferEmittedCount);
      stats[kind + " jitter buffer ms"] = mean("jitterBufferDelay");
      stats[kind + " jitter buffer target ms"] = mean("jitterBufferTargetDelay");
    }
    stats["audio playout minus video playout ms"] =
      now.video.estimatedPlayoutTimestamp - now.audio.estimatedPlayoutTimestamp;
    stats["frames"] = now.video.framesDecoded - began.video.framesDecoded;
    stats["frames dropped"] = now.video.framesDropped - began.video.framesDropped;
    stats["concealed samples"] = now.audio.concealedSamples - began.audio.concealedSamples;
    stats["output latency ms"] = 1000 * context.outputLatency;
    stats["base latency ms"] = 1000 * context.baseLatency;
    // the clocks' least distance: a call that came late makes it larger
    const clock = Math.min(...offsets);
    return JSON.stringify({frames, beeps: beeps.map(at => at + clock), stats});
  };
})()
