"""Which of these suits learners like this one?

Learns from ordered histories, and ranks; `serve` needs numpy alone and is all that the service loads. Fit leaves this
package as integers (`dislikes`): the ranking orders what planning has proven equal and never changes a length.
Import from the modules; this file imports nothing, so that `serve` stays light.
"""
